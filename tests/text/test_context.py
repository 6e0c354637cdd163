from datetime import datetime

import pytest

from seatrial.text.context import ParseContext, resolve_locale

NOW = datetime.fromisoformat("2026-03-04T10:00")


@pytest.mark.parametrize(
    ("name", "language", "region", "currency", "day_first"),
    [
        ("en-GB", "en", "GB", "GBP", True),
        ("en-US", "en", "US", "USD", False),
        ("en_us", "en", "US", "USD", False),
        ("es-ES", "es", "ES", "EUR", True),
        ("es-MX", "es", "MX", "MXN", True),
        ("es", "es", "ES", "EUR", True),
        ("en-ZZ", "en", "GB", "GBP", True),
        ("fr-FR", "en", "GB", "GBP", True),
        ("", "en", "GB", "GBP", True),
    ],
)
def test_an_unknown_locale_falls_back_by_language_and_then_to_en_gb(
    name: str, language: str, region: str, currency: str, day_first: bool
) -> None:
    locale = resolve_locale(name)
    assert (locale.language, locale.region, locale.currency, locale.day_first) == (
        language,
        region,
        currency,
        day_first,
    )


def test_only_spain_style_locales_read_a_comma_as_the_decimal_mark() -> None:
    assert resolve_locale("es-ES").decimal_comma
    assert not resolve_locale("es-MX").decimal_comma
    assert not resolve_locale("en-GB").decimal_comma


def test_a_context_answers_a_question_unless_told_otherwise() -> None:
    context = ParseContext(locale="es-ES", now=NOW)
    assert context.asked
    assert context.language == "es"
    assert context.conventions.currency == "EUR"
