import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import english
from slot_reading import read


def amount(value: str, currency: str = "GBP") -> dict[str, str]:
    return {"amount": value, "currency": currency}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\u00a312.50", "12.50"),
        ("12,50", "12.50"),
        ("\u00a31,250", "1250.00"),
        ("\u00a32.5k", "2500.00"),
        ("\u00a35m", "5000000.00"),
        ("GBP 84.10", "84.10"),
        ("50p", "0.50"),
        ("twelve fifty", "12.50"),
        ("twelve pounds fifty p", "12.50"),
        ("twelve pounds and fifty pence", "12.50"),
        ("two oh five", "2.05"),
        ("two pounds oh five", "2.05"),
        ("one hundred and twenty quid", "120.00"),
        ("a hundred and twenty four ninety nine", "124.99"),
        ("fifteen hundred", "1500.00"),
        ("a tenner", "10.00"),
        ("two fivers", "10.00"),
        ("one and a half grand", "1500.00"),
        ("five k", "5000.00"),
        ("a pound fifty", "1.50"),
        ("a quid and a half", "1.50"),
        ("a penny", "0.01"),
        ("a couple of hundred quid", "200.00"),
        ("no more than three hundred and fifty pounds", "350.00"),
        ("forty pounds on the third", "40.00"),
        ("minus twenty pounds", "-20.00"),
    ],
)
def test_an_amount_without_another_currency_is_the_locales(text: str, value: str) -> None:
    assert read("money", text) == amount(value)


@pytest.mark.parametrize(
    ("text", "locale", "value", "currency"),
    [
        ("$20", "en-GB", "20.00", "USD"),
        ("US$ 20", "en-GB", "20.00", "USD"),
        ("twenty bucks", "en-US", "20.00", "USD"),
        ("a dollar fifty", "en-US", "1.50", "USD"),
        ("seventy five cents", "en-US", "0.75", "USD"),
        ("75\u00a2", "en-US", "0.75", "USD"),
        ("20 canadian dollars", "en-US", "20.00", "CAD"),
        ("20 dollars", "en-AU", "20.00", "AUD"),
        ("\u00a330", "en-US", "30.00", "GBP"),
        ("seventy five euros and twenty cents", "en-GB", "75.20", "EUR"),
        ("1.200,50 \u20ac", "es-ES", "1200.50", "EUR"),
        ("doce euros con cincuenta", "es-ES", "12.50", "EUR"),
        ("un euro y medio", "es-ES", "1.50", "EUR"),
        ("cincuenta c\u00e9ntimos", "es-ES", "0.50", "EUR"),
        ("cien pesos", "es-MX", "100.00", "MXN"),
        ("cien pesos mexicanos", "es-ES", "100.00", "MXN"),
        ("un mill\u00f3n de euros", "es-ES", "1000000.00", "EUR"),
    ],
)
def test_a_named_currency_is_kept(text: str, locale: str, value: str, currency: str) -> None:
    assert read("money", text, locale) == amount(value, currency)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("fifty no sixty pounds", "60.00", "GBP"),
        ("it was fifty pounds sorry sixty", "60.00", "GBP"),
        ("fifty euros no sixty", "60.00", "EUR"),  # the correction is in the same currency
        ("not fifty sixty", "60.00", "GBP"),
    ],
)
def test_a_corrected_amount_is_the_last_one(text: str, value: str, currency: str) -> None:
    assert read("money", text) == amount(value, currency)


@pytest.mark.parametrize(
    "text",
    [
        "between 50 and 100 pounds",
        "50 or 60 pounds",
        "fifty to sixty",
        "\u00a310 - 15",
        "80-90 quid",
        "\u00a37.50 or \u00a38",
        "more than twenty pounds",
        "under a hundred",
        "a few quid",
        "\u00a345.205",
        "2 x 50",
        "too much",
        "how much is it",
        "nine hundred billion billion pounds",
        "",
    ],
)
def test_ranges_bounds_and_nothing_are_none(text: str) -> None:
    assert read("money", text) is None


def test_a_bare_number_volunteered_is_no_amount() -> None:
    assert read("money", "i have twelve fifty", asked=False) is None
    assert read("money", "it was twelve pounds fifty", asked=False) == amount("12.50")


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_any_pounds_and_pence_said_come_back(pounds: int, pence: int) -> None:
    said = f"{english(pounds)} pounds"
    if pence:
        said += f" and {english(pence)} pence"
    assert read("money", said) == amount(f"{pounds}.{pence:02}")


@given(st.integers(1, 99), st.integers(10, 99).filter(lambda pence: pence != 50))
def test_any_price_said_without_a_currency_comes_back(pounds: int, pence: int) -> None:
    if pounds % 10 == 0 and pounds > 10 and pence < 10:
        return
    assert read("money", f"{english(pounds)} {english(pence)}") == amount(f"{pounds}.{pence}")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_any_amount_typed_comes_back(value: object) -> None:
    assert read("money", f"\u00a3{value}") == amount(str(value))
    assert read("money", f"\u00a3{value:,}") == amount(str(value))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("not the £85, the £95", "95.00"), ("my cousin paid ninety quid for hers", None), ("worth every penny", None),
        ("my cousin paid ninety quid but i was charged a hundred", "100.00"), ("it was £30 last year", None),
        ("i was told £30 but it was £45", "45.00"), ("is it still £12", None), ("i paid £45 three weeks ago", "45.00"),
    ],
)  # fmt: skip
def test_only_an_amount_that_is_meant_is_given(text: str, amount: str | None) -> None:
    value = read("money", text)
    assert (value["amount"] if isinstance(value, dict) else None) == amount
