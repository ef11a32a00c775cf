"""The small words of English, and the few common ones that a question cannot be taken apart without."""

from __future__ import annotations

from assistant.wordlist import words
from index.spellings import PEOPLES

BE = frozenset(words("am is are was were isn't aren't wasn't weren't"))
DO = frozenset(words("do does did don't doesn't didn't"))
HAVE = frozenset(words("has have had hasn't haven't hadn't"))
MODALS = frozenset(words("will would can could may might shall should must won't wouldn't can't couldn't shouldn't"))
AUXILIARIES = BE | DO | HAVE | MODALS
PREPOSITIONS = frozenset(
    words(
        """about above across after against along amid among around as at before behind below beneath beside between
        beyond by despite down during except for from in inside into like near of off on onto out outside over past
        per since through throughout till to toward towards under until up upon via with within without than"""
    )
)
LOCATIVES = frozenset(words("in at near from inside outside around across throughout"))
"""What stands before a name says that it is a place: "in Moscow"; "to" may as well stand before a person."""
DETERMINERS = frozenset(words("the a an this that these those some any no each every another both all"))
POSSESSIVES = frozenset(words("his her its their my your our"))
CONJUNCTIONS = frozenset(words("and or but nor that if because while although though whereas unless so whether"))
ASKING = frozenset(words("what when where who whom whose why which how"))
PRONOUNS = frozenset(
    words("i you he she it we they me him us them himself herself itself themselves hers theirs anybody anyone")
    + words("somebody someone everybody everyone nobody anything something everything nothing there here mine")
)
ADVERBS = frozenset(
    words(
        """again ago already also always away back ever even exactly far finally first here just last late lately later
        more most never next not now often once only recently since soon still then there today together tomorrow
        tonight too twice yesterday yet currently now originally actually early earlier ahead instead else"""
    )
)
SMALL = AUXILIARIES | PREPOSITIONS | DETERMINERS | POSSESSIVES | CONJUNCTIONS | ASKING | PRONOUNS | ADVERBS
"""Words that are no part of the noun in a noun phrase."""

VERBS = frozenset(
    words(
        """accept accuse achieve add admit affect agree aim allow announce answer apologise apologize appeal appear
        apply approve argue arrive ask attend ban become begin believe belong bet blame block bring build bury buy
        call cancel carry catch cause celebrate change charge choose claim close come compete condemn confirm consider
        contain continue contribute convict cost cover create criticise criticize cut decide declare defeat defend
        delay deliver demand deny describe destroy die disappear discover donate earn elect employ end erupt escape
        expect explain explode face fail fall feel fight fill find finish fire flee fly follow force form found gain
        get give go grow halt happen hear help hit hold host hurt impose include increase injure introduce invade
        invest investigate join keep kill know land last launch lead learn leave let lie live look lose make manage
        mean meet miss move name need negotiate occur offer open oppose order overturn own pay perform play pledge
        prevent produce promise propose protect prove provide publish pull push put quit raise reach react read
        receive recommend refuse reject release remain remove reopen reply represent require resign resume retire
        return reveal rise run sack say see seem seize sell send serve set settle shoot show shut sign sing sink sit
        speak spend stand start stay steal stop strike succeed suffer suggest suspend take talk tell think travel try
        turn use visit vote walk want warn wear weigh win withdraw work write"""
    )
)
"""Base forms that stand behind a subject in a question about news. Any other verb is found by its place."""
PARTICIPLES = frozenset(
    words(
        """become begun bought brought built caught chosen cut done drawn driven eaten fallen felt fought found
        forgotten frozen given gone grown heard held hidden hit hurt kept known laid led left lent lit lost made
        meant met paid put rebuilt read run said seen sent set shaken shot shown shut sold spent spoken stolen struck
        sung sunk sworn taken taught thrown told torn understood withdrawn won worn written born dead alive"""
    )
)
"""Participles that do not end in "-ed"."""
PASTS = frozenset(
    words(
        """became began bought brought built came chose cut died did fell felt fought found gave got went grew had heard
        held hit kept knew led left lost made met paid put ran rose said sang sank sat saw sent set shot shut sold
        sought spent spoke stood stole struck swore took taught threw told thought understood was were won wore wrote
        broke drew drove flew hurt lay lied rang read sprang spread swam beat bore"""
    )
)
"""Irregular pasts, which stand behind what is asked for: "which company *sold* it"."""
LEADING = frozenset(words("first last late early next most just only former latest own once now"))
"""Adverbs and the like that also stand before a noun: "her first award"."""
ADJECTIVES = frozenset(
    words(
        """able alive angry aware bad banned big certain clear closed common dead different easy empty free full good
        guilty happy hard high ill illegal important innocent late legal likely long low missing necessary new normal
        old open possible present rare ready real responsible rich right safe secret sick special strong successful
        sure true unusual useful useless wrong worth"""
    )
)
"""What a question asks of its subject: "is the bridge *safe*"."""

COUNTRIES = frozenset(PEOPLES.values()) | frozenset(
    words(
        """albania algeria angola armenia azerbaijan bahrain bangladesh bolivia bosnia botswana cambodia cameroon cyprus
        chad congo ecuador eritrea fiji gabon gambia georgia ghana greenland guatemala guinea haiti honduras iceland
        iran iraq ireland jamaica jordan kazakhstan kosovo kuwait laos latvia lebanon liberia libya lithuania luxembourg
        madagascar malawi malaysia mali malta mexico moldova monaco mongolia montenegro morocco mozambique myanmar
        namibia nepal niger oman pakistan panama paraguay peru qatar rwanda samoa senegal serbia singapore slovakia
        slovenia somalia sudan syria taiwan tanzania thailand togo tunisia uganda uruguay uzbekistan venezuela vietnam
        yemen zambia zimbabwe scotland wales netherlands usa uk britain us crimea croatia"""
    )
)
"""Folded names of countries: never a "he", and like for like with one another."""
ALSO_NOUNS = frozenset(words("chad china georgia guinea jordan turkey us usa wales"))
"""Names of countries that mean something else without their capital."""
PLACE_OPENINGS = frozenset(
    words("New San Santa Los Las Saint St North South East West Northern Southern Eastern Western")
    + words("Lake Mount Port Cape Fort El Costa Sierra Great Hong Rio Abu Sri Saudi Puerto Buenos Tel Kuala Central")
)
"""First words of place names that look like a person's first name and surname."""
BODY_WORDS = frozenset(
    words(
        """academy agency airlines athletic albion rangers rovers wanderers
         airport alliance army assembly association authority bank bay board bureau cathedral
        championship championships city club college commission committee company congress corporation council county
        court cup department festival federation football foundation fund games government group hall holdings hospital
        house inc industries institute international island islands league limited ltd ministry motors museum nations
        navy office open organisation organization park parliament party police post prize republic river sea senate
        service society stadium states station street summit team theatre times tour town trust union united
        university valley championship contest awards war act day bridge tower airways media pictures studios games
        energy health"""
    )
)
"""Words in the names of what is no person."""
TITLES = frozenset(
    words(
        """mr mrs ms miss sir dame lord lady dr prof president king queen prince princess pope minister chancellor
        senator governor mayor judge justice general captain coach professor duke duchess emperor"""
    )
)
MALE = frozenset(
    words("mr sir lord king prince duke emperor man boy husband father son brother grandfather uncle actor waiter")
    + words("businessman congressman policeman fireman spokesman chairman pope gunman sportsman salesman")
)
FEMALE = frozenset(
    words(
        "mrs ms miss dame lady queen princess duchess woman girl wife mother daughter sister grandmother aunt actress"
    )
    + words("businesswoman congresswoman policewoman spokeswoman chairwoman sportswoman heiress waitress")
)
PERSONS = (
    MALE
    | FEMALE
    | (TITLES - {"justice"})
    | frozenset(
        words(
            """activist actor ambassador analyst architect artist astronaut athlete author baby banker billionaire boss
            boxer candidate captive chairperson champion chief child clerk comedian commander commissioner composer
            convict cook critic cyclist dancer defendant deputy designer detective dictator diplomat director doctor
            driver editor engineer envoy expert farmer fighter footballer founder goalkeeper guard guest head hero
            historian host hostage hunter inventor investor journalist killer lawmaker lawyer leader manager member
            midfielder migrant millionaire model monk murderer musician neighbour nun nurse officer official owner
            painter passenger patient patriarch photographer physicist pianist pilot player poet politician premier
            prisoner producer prosecutor pupil rapper referee refugee reporter researcher resident rider runner sailor
            scientist secretary shooter singer skier soldier speaker spokesperson star striker student surgeon survivor
            suspect swimmer teacher teenager terrorist thief tourist toddler trainer trustee victim volunteer winger
            winner witness worker writer youngster people person"""
        )
    )
)
"""Nouns for a person."""
BODIES = frozenset(
    words(
        """agency airline alliance army band bank board brand broadcaster charity city club coalition college commission
        committee company council country court crew delegation department family firm force government group hospital
        jury maker manufacturer ministry museum nation network newspaper opposition orchestra parliament party police
        publisher regulator retailer school senate side staff start-up state supermarket team union university"""
    )
)
"""Nouns for many people under one name, of which one says "it" and "they"."""
GOING_ON = frozenset(words("happen occur begin start end finish unfold"))
"""Verbs of an event: of the one that the earlier question tells."""
OF_THINGS = frozenset(words("cost weigh measure contain sink crash explode erupt"))
"""Verbs whose subject is a thing rather than whoever made it: "how much does it cost"."""
