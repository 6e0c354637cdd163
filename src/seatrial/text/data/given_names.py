"""Given names heard often in the English- and Spanish-speaking world, and names that are also words: data only.

Never a gate: an unknown word may be a name too. A known one lets the name parser trust less context. Folded to lower
case without accents.
"""

GIVEN_NAMES = frozenset(
    """
    mick kath cath jess liz lizzie meg nige steph jules gaz lou trish bex ally ange stu
    aaron abbie abby abdul abdullah abigail abraham adam adaeze adele adrian adriana agnes agnieszka ahmad ahmed
    aidan aileen aine aisha aisling ajay akash akira alan alana alastair albert alberto alejandra alejandro
    aleksander alex alexa alexander alexandra alexandre alexis alfie alfred alfredo ali alice alicia alina alisha
    alison alistair allan allen allison alma alyssa amanda amara amber amelia amina amir amit amy ana anastasia
    andre andrea andreas andres andrew andy angel angela angelica angelina angie angus anil anita anjali ann anna
    annabel anne annette annie anthony antoine anton antonia antonio anya aoife archie arjun armando arnold arthur
    asha ashley ashok astrid atul audrey austin ava ayesha ayo babajide barbara barry beatrice beatriz becky belinda
    bella ben benedict benjamin bernadette bernard bernie bert beth bethany betty beverley beverly bianca billie
    billy blake bob bobby bogdan boris brad bradley brandon brenda brendan brent brett brian bridget brittany
    bronwyn brooke bruce bruno bryan bryony caitlin caleb callum calvin cameron camila camilla candice cara carl
    carla carlos carly carmen carol carole caroline carolyn carrie cassandra catalina caterina catherine cathy
    cecilia cedric celia celine cesar chad chandra chantal charles charlie charlotte chelsea cheryl chidi chinedu
    chioma chloe chris christian christina christine christopher ciara cillian claire clara clare clarence claude
    claudia clive clyde cody colette colin colleen connor conor constance corey cormac courtney craig cristina
    curtis cynthia daisy damian damien dan dana daniel daniela danielle danny daphne darcy darius darragh darrell
    darren dave david deborah debbie debra declan deirdre delia denis denise dennis derek dermot derrick desmond
    devon diana diane diego dimitri dina dmitri dolores dominic don donald donna dora doreen doris dorothy doug
    douglas duncan dustin dylan eamon ebony ed eddie edgar edith edmund eduardo edward edwin eileen eilidh elaine
    eleanor elena eli elias elijah elisa elisabeth elise eliza elizabeth ella ellen ellie elliot elliott elsa elsie
    emeka emily emilia emiliano emilio emma emmanuel enrique eric erica erik erika erin ernest ernesto esme
    esperanza esteban estelle esther ethan eugene eva evan eve evelyn ewan ezra fabio farah fatima fatimah federico
    felicity felipe felix fergus fernanda fernando finlay fiona florence floyd fran frances francesca francesco
    francis francisco frankie fred freddie frederick freya gabriel gabriela gabrielle gareth garry gary gavin gemma
    gene genevieve geoff geoffrey george georgia georgina gerald geraldine gerard gerry gillian gina giovanni gladys
    glenn gloria gonzalo gordon graeme graham greg gregory greta guillermo gustavo gwen gwyneth hamish hamza hanna
    hannah hans harold harriet harris harrison harry hassan hayden hayley heather hector heidi helen helena helga
    henrietta henry herbert hilary hugh hugo hussain hussein ian ibrahim ida ifeoma ignacio igor imogen imran ines
    ingrid ioana irene iris irma isaac isabel isabella isabelle isaiah isla ismail ivan jackie jackson jacob
    jacqueline jade jaime jake jakub james jamie jan jane janet janice jared jasmine jason javier jay jayne jean
    jeanette jeff jeffrey jen jenna jennifer jenny jeremiah jeremy jerome jerry jesse jessica jessie jesus jill
    jillian jim jimmy jin jo joan joanna joanne joaquin jodie jody joe joel johan johanna john johnny jon jonah
    jonathan jordan jorge jose josef joseph josephine josh joshua joyce juan juana juanita judith judy julia julian
    juliana julie juliet juliette julio justin justine kai kaitlyn kamal karen karina karl karolina kate katarzyna
    katherine kathleen kathryn kathy katie katrina kay kayla keira keith kelly kelvin ken kendra kenneth kenny kerry
    kevin khalid kieran kim kimberley kimberly kiran kirsten kirsty kofi krishna kristen kristin kristina kumar
    kwame kyle kylie lachlan lakshmi lamar lana lara larry latoya laura lauren laurence lawrence leah leanne lee
    leigh leila lena leo leon leona leonard leonardo leroy lesley leslie lester levi lewis liam lidia liliana
    lillian lily linda lindsay lindsey lionel lisa liz lizzie lloyd logan lois lola lorenzo lorna lorraine louis
    louisa louise lourdes luca lucas lucia luciana lucinda lucy luis luisa luka lukas luke luz lydia lyn lynda lynn
    lynne mabel maddie madeleine madison maeve magdalena maggie mahmoud maisie malcolm malik mandy manuel manuela
    mara marc marcel marcia marco marcos marcus margaret margarita maria mariam mariana marianne marie marilyn mario
    marion marisol marjorie marlene marta martha martin martina marvin mary maryam mateo mathew matilda matt matteo
    matthew maud maureen maurice mauricio max maxine maya megan mehmet mei melanie melissa melvin mercedes mercy
    meredith mia michael micheal michele michelle miguel mike mikhail mildred millie milly mina minnie mira miriam
    mitchell mo moe mohamed mohammad mohammed mohan moira molly mona monica morag morgan moses muhammad muriel
    mustafa myra nadia nadine nancy naomi natalia natalie natasha nathan nathaniel nayeli neha neil nelson ngozi
    niamh nicholas nick nicky nicola nicolas nicole nigel nikhil nikita nikki nina noah noel noor nora norma norman
    obinna octavia oleg olga oliver olivia olu oluwaseun omar oscar osman otto owen pablo paddy padraig pamela paolo
    pascal patrice patricia patrick paul paula paulette pauline pawel pedro peggy penelope percy perry pete peter
    petra phil philip philippa phillip phoebe phyllis pierre piotr poppy pradeep pranav priscilla priya quentin
    quinn rachael rachel rafael raheem rahul raj rajesh ralph ramon ramona randy raphael raquel rashid raul ravi ray
    raymond rebecca reece reg regina reginald renata rene rhiannon rhys ricardo richard rick ricky rita rizwan
    robbie robert roberta roberto robin robyn rodney rodrigo roger rohan roisin roland roman ron ronald ronan ronnie
    rory rosa rosalind rosanna rosario rosemary rosie ross rowan roxanne roy ruben ruby rukhsana rupert russell ruth
    ryan sabrina sadie saeed saira sally salma sam samantha samir samira samuel sandra sandy sanjay sara sarah
    saskia sasha savannah scarlett scott sean seamus sebastian selena selina sergei sergio seth shane shannon shawn
    sharon shaun shauna sheila shelley shirley shreya sian sidney sienna sigrid silvia simon simone sinead siobhan
    sofia sonia sonya sophia sophie sridhar stacey stacy stan stanley stefan stella stephanie stephen steve steven
    stewart stuart sunil sunita susan susana susanna susanne susie suzanne svetlana sybil sylvia tabitha tamara
    tamika tania tanisha tanya tara tariq tatiana ted temitope teresa terence terri terry tess tessa theo theodore
    theresa thomas tiffany tim timothy tina tobias toby todd tom tomas tomasz tommy toni tonya tony tracey tracy
    travis trevor tricia trinity tristan troy tyler tyrone ulrike umar una uma ursula usha valentina valeria valerie
    vanessa vera veronica vicki vicky victor victoria vijay vikram vincent viola virginia vivian vivien vladimir
    walter wanda warren wayne wei wendy wesley wilfred william willie wilma winston wojciech xavier ximena yasmin
    yasmine yolanda yusuf yuki yvette yvonne zac zach zachary zahra zainab zara zeynep zoe zofia zsofia
    """.split()
)
# Given names that are also everyday words: believed only where a name is expected.
GIVEN_NAME_WORDS = frozenset(
    """
    will mark may june april august rose grace hope faith joy bill jack rob robin pat sue drew dawn dean art frank
    grant miles penny violet holly ivy olive summer autumn heath wade chase hunter mason carter cooper guy rich dick
    gene glen cliff victor ray jean earl ernest angel harmony melody crystal ginger pearl carol charity
    prudence basil clay dale reed rex sterling stormy storm sunny river brook brooke willow jasmine amber ruby jade
    opal iris flora fern hazel heather lance lane major max norm pepper piper ranger roman rusty sandy tiffany
    trinity ty woody wren nick josh don jay mo al tad ash blaze buddy bud junior kay kit lee teddy star skye sky ace
    bella lily daisy poppy saffron sage justice destiny serenity honor honour paris sydney london chelsea brooklyn
    phoenix jordan israel china india asia kenya georgia virginia dakota austin dallas houston patience mercy
    comfort blessing precious princess prince innocent
    """.split()
)
# Everyday words that are also family names: believed after a given name or a clear cue.
FAMILY_NAME_WORDS = frozenset(
    """
    king young long short black white brown green gray grey price wood woods field fields stone hill hills park
    parks banks bush rivers waters love day law page little best good sharp strong wise bell ball bird fox wolf
    wolfe fish lamb drake swan hand head foot power powers rich cross church temple bishop pope knight noble
    marshall major porter mason miller potter butler fisher gardner gardener farmer shepherd hunt case moody savage
    wild winter winters summers snow frost rain storm west north east south england ireland holland french english
    welsh moon star flowers flower berry cherry rice bacon lemon moss reed rush branch grove lane street ford bridge
    bridges walls wall hall house houses chambers kitchen castle towers tower mills wells pool lake lakes sea beach
    shore marsh moore moor glass silver gold steel diamond pearl coin cash pound nichols dollar walker rider ryder
    driver carpenter baker cook cooper carter turner parker hunter barber taylor tailor weaver brewer singer dyer
    piper archer bowman chapman clerk dean abbot abbott nunn monk prior constable judge justice sheriff sergeant
    waller tiller thatcher skinner tanner turnbull bull hogg hogan pigg steer kidd child children man newman freeman
    goodman hardman root roots forest forrest garden gardens orchard meadow meadows heath peel peak cliff dale glen
    post gates gate barn barnes shed booth lodge court crown royal prince duke earl lord baron squire battle war
    peace bliss joy blessed blunt blount sweet sour salt pepper spice sugar honey rose hope grant mark will frank
    may pace pike salmon trout crab bass perch finch wren robins crane heron hawk nightingale partridge peacock drew
    friend bond brand brain brains read reader wright swift speed quick self trust true truman holiday valentine
    christmas easter noon weeks shaw nice fine fair bright light dark lightfoot armstrong
    cannon gunn shields spears bow arrow trotter ramsbottom longbottom winterbottom hurt payne pain bolt nail hammer
    tool sawyer ward watts watt key keys locke lock locks bolton cooke sands sand clay pitt pitts pit coal coles
    cole fry stew bean beans peas pease onions crisp crust bread butter drinkwater brooks brook burns burn england
    london york lancaster kent sussex wiltshire derby bath wellington washington lincoln hyde burrows burrow hole
    holmes home stairs doors door window windows tiles roof
    """.split()
)
