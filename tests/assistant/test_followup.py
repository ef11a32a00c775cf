"""Follow-up questions: how each is read in the light of the questions before it, and what is left as it is."""

from __future__ import annotations

from itertools import islice, permutations

import pytest

from assistant.evaluation.questions import QuestionSet
from assistant.followup import standalone
from assistant.followup.reading import LENGTH, TURNS

FOLLOWUPS = [
    (["What did Spain pledge?"], "And Portugal?", "What did Portugal pledge?"),
    (["How many seats did Labour win?"], "What about the Conservatives?", "How many seats did the Conservatives win?"),
    (["How many tourists visited Greece in 2022?"], "How about in 2023?", "How many tourists visited Greece in 2023?"),
    (["How many tourists visited Greece in 2022?"], "And Croatia?", "How many tourists visited Croatia in 2022?"),
    (["When did Mark Rutte travel to Moscow?"], "And Portugal?", "When did Mark Rutte travel to Portugal?"),
    (["When did Mark Rutte travel to Moscow?"], "And Macron?", "When did Macron travel to Moscow?"),
    (
        ["Who won the men's 100 metres in Paris?"],
        "And the women's 100 metres?",
        "Who won the women's 100 metres in Paris?",
    ),
    (["How many tanks did Spain send to Ukraine?"], "And shells?", "How many shells did Spain send to Ukraine?"),
    (["How much did Apple earn last year?"], "And Samsung?", "How much did Samsung earn last year?"),
    (
        ["How much did Apple earn in the first quarter of 2024?"],
        "And in the second quarter?",
        "How much did Apple earn in the second quarter of 2024?",
    ),
    (
        ["What was the inflation rate in Turkey in May 2023?"],
        "And in June 2023?",
        "What was the inflation rate in Turkey in June 2023?",
    ),
    (
        ["What was the inflation rate in Turkey in May 2023?"],
        "And in Argentina?",
        "What was the inflation rate in Argentina in May 2023?",
    ),
    (["Who signed the climate accord for Brazil?"], "And for Chile?", "Who signed the climate accord for Chile?"),
    (["Did the Senate pass the budget bill?"], "And the House?", "Did the House pass the budget bill?"),
    (["How much is Spain's aid to Ukraine?"], "And Portugal's?", "How much is Portugal's aid to Ukraine?"),
    (["What did Spain pledge?", "And Portugal?"], "And Belgium?", "What did Belgium pledge?"),
    (["What did Spain pledge?", "And when?"], "And Portugal?", "What did Portugal pledge, and when?"),
    (["Who leads Siemens?"], "Bayer?", "Who leads Bayer?"),
    (["What did Spain pledge?"], "And when?", "What did Spain pledge, and when?"),
    (["When was the bridge in Genoa rebuilt?"], "By whom?", "By whom was the bridge in Genoa rebuilt?"),
    (["When did the finance minister resign?"], "Why?", "Why did the finance minister resign?"),
    (["Where did the spacecraft land?"], "When was that?", "When did the spacecraft land?"),
    (["Did Iceland's volcano erupt again?"], "When?", "When did Iceland's volcano erupt again?"),
    (
        ["How many people were killed in the Turin blast?"],
        "And where?",
        "How many people were killed in the Turin blast, and where?",
    ),
    (["Did Microsoft buy Activision?"], "For how much?", "For how much did Microsoft buy Activision?"),
    (["Who was sacked by Chelsea?"], "Why?", "Who was sacked by Chelsea, and why?"),
    (["Has the union called a strike?"], "How long?", "How long has the union called a strike?"),
    (["Was anybody hurt in the avalanche?"], "Who?", "Who was hurt in the avalanche?"),
    (["What did Spain pledge and when?"], "Where?", "What did Spain pledge, and where?"),
    (["How many countries signed the ocean treaty?"], "Which ones?", "Which countries signed the ocean treaty?"),
    (["Who signed the ocean treaty?"], "Who else?", "Who else signed the ocean treaty?"),
    (
        ["Did Russia attend the summit in Switzerland?"],
        "Why not?",
        "Why did Russia not attend the summit in Switzerland?",
    ),
    (["When did the hurricane hit Florida?"], "And where?", "Where did the hurricane hit Florida?"),
    (["When was the vaccine approved?"], "Why did that happen?", "Why was the vaccine approved?"),
    (["Did Spain send Leopard tanks?"], "How many?", "Did Spain send Leopard tanks, and how many?"),
    (["Why was the opera house closed?"], "Since when?", "Since when was the opera house closed?"),
    (["Why did Margarita Robles keep the details secret?"], "When did she speak?", "When did Margarita Robles speak?"),
    (["What did Zelensky ask Sánchez for?"], "Where did he speak?", "Where did Zelensky speak?"),
    (["What did Emmanuel Macron say in Berlin?"], "How old is he?", "How old is Emmanuel Macron?"),
    (["What did Spain pledge?"], "When did it join NATO?", "When did Spain join NATO?"),
    (["When was the bridge in Genoa rebuilt?"], "How much did it cost?", "How much did the bridge in Genoa cost?"),
    (
        ["Who designed the new stadium in Lagos?"],
        "How many people does it hold?",
        "How many people does the new stadium in Lagos hold?",
    ),
    (
        ["When did the protesters block the motorway near Lyon?"],
        "What did they demand?",
        "What did the protesters demand?",
    ),
    (["Where did Biden and Xi meet?"], "What did they agree on?", "What did Biden and Xi agree on?"),
    (["What did Serena Williams announce?"], "How old was her daughter?", "How old was Serena Williams's daughter?"),
    (["Why did Boeing halt production of the 737?"], "Who runs its factory?", "Who runs Boeing's factory?"),
    (
        ["Who signed the deal for Spain?"],
        "When did he sign it?",
        "Who signed the deal for Spain, and when did he sign it?",
    ),
    (
        ["How many people died in the earthquake in Morocco?"],
        "How many people live there?",
        "How many people live in Morocco?",
    ),
    (["Who was mayor of Vienna in 1992?"], "Who was chancellor then?", "Who was chancellor in 1992?"),
    (
        ["When did Spain sign the pact with Ukraine?"],
        "Why did Germany reject it?",
        "Why did Germany reject the pact with Ukraine?",
    ),
    (
        ["What did the minister of defence say in Oslo?"],
        "Why did he resign?",
        "Why did the minister of defence resign?",
    ),
    (
        ["Which company did Nvidia buy?"],
        "How much did Nvidia pay for it?",
        "Which company did Nvidia buy, and how much did Nvidia pay for it?",
    ),
    (
        ["When was the trade deal between India and Britain announced?"],
        "Who signed the deal?",
        "Who signed the trade deal between India and Britain?",
    ),
    (
        ["Where did the Swedish foreign minister go?"],
        "What did the minister say?",
        "What did the Swedish foreign minister say?",
    ),
    (
        ["When did the attack on the power station in Odesa happen?"],
        "Who was killed in the attack?",
        "Who was killed in the attack on the power station in Odesa?",
    ),
    (
        ["Why did the Supreme Court strike down the tax law?"],
        "When was that law passed?",
        "When was the tax law passed?",
    ),
    (
        ["How many Leopard tanks did Spain promise?"],
        "When did the tanks arrive?",
        "How many Leopard tanks did Spain promise, and when did the tanks arrive?",
    ),
    (["How many goals did Mbappé score?"], "And Haaland?", "How many goals did Haaland score?"),
    (
        ["What did the Bank of England decide in March?"],
        "What about in May?",
        "What did the Bank of England decide in May?",
    ),
    (
        ["Which party won the regional election in Bavaria?"],
        "And in Hesse?",
        "Which party won the regional election in Hesse?",
    ),
    (["How much rain fell in Dubai?"], "And in Oman?", "How much rain fell in Oman?"),
    (["How many jobs will Volkswagen cut in Germany?"], "And Ford?", "How many jobs will Ford cut in Germany?"),
    (["Why did the Netherlands close the gas field?"], "When?", "When did the Netherlands close the gas field?"),
    (["Who won the Booker Prize?"], "For which book?", "Who won the Booker Prize, and for which book?"),
    (["When was the cathedral reopened?"], "Where?", "Where was the cathedral reopened?"),
    (["Was the journalist released?"], "When was that?", "When was the journalist released?"),
    (["What did the jury decide?"], "Why?", "What did the jury decide, and why?"),
    (["Did Sweden cut interest rates?"], "By how much?", "By how much did Sweden cut interest rates?"),
    (
        ["How many passengers were on the ferry?"],
        "How many of them were children?",
        "How many passengers were on the ferry, and how many of them were children?",
    ),
    (["What did Greta Thunberg say in Glasgow?"], "Was she arrested?", "Was Greta Thunberg arrested?"),
    (["Why was Novak Djokovic deported from Australia?"], "When did he arrive?", "When did Novak Djokovic arrive?"),
    (["When did the probe reach Mars?"], "Who built it?", "Who built the probe?"),
    (["Who discovered the tomb near Luxor?"], "How old is it?", "How old is the tomb near Luxor?"),
    (["Why did the farmers march on Brussels?"], "What do they want?", "What do the farmers want?"),
    (["What did Intel announce?"], "How many people will it lay off?", "How many people will Intel lay off?"),
    (
        ["Who became head of the central bank of Turkey?"],
        "What did she study?",
        "Who became head of the central bank of Turkey, and what did she study?",
    ),
    (
        ["When did Finland join NATO?"],
        "How long is its border with Russia?",
        "How long is Finland's border with Russia?",
    ),
    (
        ["Where was the plane crash in Nepal?"],
        "How many people survived the crash?",
        "How many people survived the plane crash in Nepal?",
    ),
    (
        ["When will the new metro line in Athens open?"],
        "How long is the line?",
        "How long is the new metro line in Athens?",
    ),
    (
        ["What did the prosecutor accuse the former mayor of?"],
        "What did the mayor reply?",
        "What did the former mayor reply?",
    ),
    (["When did the storm reach Ireland?"], "Was anyone hurt there?", "Was anyone hurt in Ireland?"),
    (
        ["Did France and Germany agree on the budget?"],
        "When will they meet again?",
        "When will France and Germany meet again?",
    ),
    (["What did Elon Musk buy?"], "And why?", "What did Elon Musk buy, and why?"),
    (["What did Elon Musk buy?"], "How much did he pay?", "How much did Elon Musk pay?"),
    (["How many medals did Norway win in Beijing?"], "And Sweden?", "How many medals did Sweden win in Beijing?"),
    (["When did Theresa May resign?"], "Why?", "Why did Theresa May resign?"),
    (
        ["What did Ursula von der Leyen propose?"],
        "When did she propose it?",
        "What did Ursula von der Leyen propose, and when did she propose it?",
    ),
    (
        ["Who owns Manchester United?"],
        "How much did they pay for it?",
        "Who owns Manchester United, and how much did they pay for it?",
    ),
    (["Where did the train derail?"], "How many people were on it?", "How many people were on the train?"),
    (["Why was the vaccine trial stopped?"], "Who ran the trial?", "Who ran the vaccine trial?"),
    (["What did the Pentagon announce?"], "And the White House?", "What did the White House announce?"),
    (
        ["Did the unions accept the offer from Air France?"],
        "Why not?",
        "Why did the unions not accept the offer from Air France?",
    ),
    (["How tall is the Jeddah Tower?"], "When will it be finished?", "When will the Jeddah Tower be finished?"),
    (["When did the drought in Kenya begin?"], "And in Somalia?", "When did the drought in Somalia begin?"),
    (
        ["Who directed the film Anora?"],
        "What else did he direct?",
        "Who directed the film Anora, and what else did he direct?",
    ),
    (["What did the ECB do with interest rates?"], "What about the Fed?", "What did the Fed do with interest rates?"),
    (["Who will host the 2030 World Cup?"], "And the 2034 World Cup?", "Who will host the 2034 World Cup?"),
    (["Did Hungary veto the aid package?"], "When was the package approved?", "When was the aid package approved?"),
    (["Which team drafted Caitlin Clark?"], "How much does she earn?", "How much does Caitlin Clark earn?"),
    (["Where is the COP29 summit held?"], "When does it end?", "When does the COP29 summit end?"),
    (["Who was named Person of the Year?"], "And by whom?", "Who was named Person of the Year, and by whom?"),
]
"""Earlier questions, a question asked after them, and how it is read."""
ALONE = [
    (["What did Spain pledge?"], "What did Portugal pledge?"),
    (["Who won the cup?"], "Is it true that Portugal sent tanks?"),
    (["When was the bridge rebuilt?"], "How long did it take to count the votes in Pennsylvania?"),
    (["Who is the mayor of Riga?"], "What did Sánchez say when he visited Kursk?"),
    (["Who won the race?"], "Which company said that its profits had fallen?"),
    (["What did Spain pledge?"], "Did the European Union say how much it would pay?"),
    (["When did Apple release the phone?"], "What happened in Paris this week?"),
    (["Who signed the deal?"], "How many people were at the festival that opened in Graz?"),
    (["Why did the pilots strike?"], "Will it rain in Madrid tomorrow?"),
    (["Who is president of Chile?"], "Who is president of Peru?"),
    (["When was the deal signed?"], "Who signed the deal between Norway and Iceland?"),
    (["What did the court decide?"], "Which court ordered the brewer to pay?"),
    (["Who won the election?"], "Thanks!"),
    (["Where is the summit?"], "Are there wolves in Denmark?"),
    (["What is the price of oil?"], "Was it Norway that won the most medals?"),
    (["What did NASA launch?"], "Who told the BBC that they had lost everything?"),
    (["Who won the Eurovision Song Contest in 2021?"], "And the year before?"),
    (["Who coached the Lakers?"], "Which team scored the most goals in its league this season?"),
    (["When did the volcano erupt?"], "How much does it cost to heat a house in Poland?"),
    (["What did the court rule?"], "Did the mayor of Cork say why he resigned?"),
    (["Who found the wreck?"], "Why is it important to vaccinate cattle against bluetongue?"),
    (["Where did the fire start?"], "What is the name of the ship that sank off Malta?"),
    (["What did Spain pledge?"], "And what did Italy pledge?"),
    (["When did the talks begin?"], "Who won the talks show award in Cannes?"),
    (["What did Meta announce?"], "Who are the candidates for mayor of London?"),
    (["How much did the painting sell for?"], "Which museum lost three of its paintings in a fire?"),
    (["Who was elected pope?"], "Is there water on the Moon?"),
    (["Which judge sentenced Harvey Weinstein?"], "How long is his sentence?"),
    (["What did Rishi Sunak promise?"], "What did Keir Starmer promise?"),
    (["How many homes lost power in Texas?"], "When was it restored?"),
    (["Which country banned TikTok?"], "Did the company respond?"),
    (["What did Apple unveil?"], "Is it going to rain on Sunday?"),
    (["What did Apple unveil?"], "Who said that the economy is like a tree?"),
    (["When did Kabul fall?"], "How many people fled?"),
]
"""An earlier question or several, and one that says something by itself."""
IN_DOUBT = [
    (["Which judge sentenced the film producer Harvey Weinstein?"], "How long is his sentence?"),
    (["Which is larger, Spain or Portugal?"], "And Belgium?"),
    (["Who scored for Brazil against Serbia?"], "And for Serbia?"),
    (["Did Microsoft buy Activision?"], "When was it founded?"),
    (["Who won the chess open, and who came second?"], "Where was she born?"),
    (["What did Zelensky ask for?"], "When was it planned?"),
    (["When did Spain join NATO?"], "How old is he?"),
    (["What did Queen Margrethe announce?"], "How old is he?"),
    (["Who won the song contest in 2021?"], "And the year before?"),
    (["spain aid ukraine"], "And Portugal?"),
    (["Tell me about the strike at Boeing."], "Why?"),
    (["When was the deal signed?"], "When?"),
    (["Was the mayor arrested?"], "Who?"),
    (["What did Spain pledge?"], "What about it?"),
]
"""What may point to two things, or to none."""


def forbidden(_: str) -> str:
    raise AssertionError("no answer is needed to read this")


@pytest.mark.parametrize(("history", "question", "reading"), FOLLOWUPS)
def test_a_follow_up_is_read_in_the_light_of_what_was_asked(history: list[str], question: str, reading: str) -> None:
    assert standalone(question, history) == reading


@pytest.mark.parametrize("reading", [reading for *_, reading in FOLLOWUPS])
def test_a_reading_stands_alone(reading: str) -> None:
    assert standalone(reading, ["When did the Gunnhild sink off Lindholm?"]) is reading


@pytest.mark.parametrize(("history", "question"), [*ALONE, *IN_DOUBT])
def test_what_stands_alone_or_is_in_doubt_is_left_as_it_is(history: list[str], question: str) -> None:
    assert standalone(question, history) is question


@pytest.mark.parametrize("step", [61, pytest.param(1, marks=pytest.mark.slow)])
def test_no_evaluation_question_is_changed_by_another(step: int, questions: QuestionSet) -> None:
    asked = [one.question for one in questions.asked if not one.history]
    distinct = list(dict.fromkeys(asked))
    changed = [
        (earlier, question, reading)
        for earlier, question in islice(permutations(distinct, 2), 0, None, step)
        if (reading := standalone(question, [earlier])) is not question
    ]
    assert len(distinct) > 90
    assert changed == []


class TestTheAnswerBefore:
    """Only the answer says who "he" is where the question asks it."""

    ASKED = "Who signed the deal for Spain?"
    NEXT = "When did he sign it?"

    def asking(self, answer: str) -> tuple[str, list[str]]:
        wanted: list[str] = []

        def answered(question: str) -> str:
            wanted.append(question)
            return answer

        return standalone(self.NEXT, [self.ASKED], answered), wanted

    def test_names_who_is_meant(self) -> None:
        reading, wanted = self.asking("On Monday Pedro Sánchez signed it at the Moncloa Palace. [1]")
        assert reading == "When did Pedro Sánchez sign the deal for Spain?"
        assert wanted == [self.ASKED]

    @pytest.mark.parametrize(
        "answer",
        [
            "",
            "The prime minister signed it.",
            "Pedro Sánchez and Luís Montenegro signed it.",
            "Queen Letizia signed it.",
            "MADRID — The Madrid regional government signed it.",
            "It was signed in Spain.\nPedro Sánchez spoke later.",
        ],
    )
    def test_where_it_names_no_one_or_several_both_questions_are_asked(self, answer: str) -> None:
        reading, _ = self.asking(answer)
        assert reading == "Who signed the deal for Spain, and when did he sign it?"

    def test_is_not_looked_into_where_the_questions_tell(self) -> None:
        reading = standalone("When did he speak?", ["What did Emmanuel Macron say in Berlin?"], forbidden)
        assert reading == "When did Emmanuel Macron speak?"

    def test_is_looked_into_once(self) -> None:
        wanted: list[str] = []

        def answered(question: str) -> str:
            wanted.append(question)
            return "Lotte Kopecky won it."

        history = ["Who won the Tour of Flanders?", "How old is she?", "Who won the Giro?", "Where was she born?"]
        assert standalone("Where does she live?", history, answered) == "Where does Lotte Kopecky live?"
        assert wanted == ["Who won the Giro?"]


class TestConversations:
    def test_each_question_is_read_in_the_light_of_those_before_it(self) -> None:
        asked = ["What did Spain pledge?", "And when?", "And Portugal?", "Who signed the pact in Oslo?", "And where?"]
        readings = [standalone(question, asked[:turn]) for turn, question in enumerate(asked)]
        assert readings == [
            "What did Spain pledge?",
            "What did Spain pledge, and when?",
            "What did Portugal pledge, and when?",
            "Who signed the pact in Oslo?",
            "Who signed the pact in Oslo, and where?",
        ]

    def test_a_person_named_two_questions_ago(self) -> None:
        history = ["What did Emmanuel Macron say in Kyiv?", "How far is Kyiv from Warsaw?"]
        assert standalone("When did he leave?", history) == "When did Emmanuel Macron leave?"

    def test_only_the_last_turns_are_read(self) -> None:
        history = ["What did Spain pledge?", *["And when?"] * TURNS]
        assert standalone("And where?", history) == "And where?"

    def test_without_a_conversation_nothing_is_changed(self) -> None:
        question = "And when?"
        assert standalone(question, []) is question
        assert standalone(question, ["", "  "]) is question

    def test_what_nobody_asks_lends_no_words(self) -> None:
        question = "And when?"
        assert standalone(question, ["What did Spain pledge " + "and pledge again " * LENGTH + "?"]) is question
        assert standalone("And " * LENGTH, ["What did Spain pledge?"]) == "And " * LENGTH

    @pytest.mark.parametrize(
        "odd",
        ["", "?", " ", "And", "And ?", "what about ?", "’s", "the the", "\x00", "\ud83d", "🙂", "it it it", "(", "1."],
    )
    def test_odd_strings_are_harmless(self, odd: str) -> None:
        assert standalone(odd, ["What did Spain pledge?"]) is odd
        assert standalone("And when?", [odd]) == "And when?"

    @pytest.mark.parametrize(
        "typed", ["And when?", "and when", "AND WHEN?", "  when ?  ", "When was that?", "ok, when exactly?", "When?"]
    )
    def test_however_it_is_typed(self, typed: str) -> None:
        assert standalone(typed, ["What did Spain pledge?"]) == "What did Spain pledge, and when?"
