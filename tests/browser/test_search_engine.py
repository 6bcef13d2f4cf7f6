"""The search engine by itself: what it finds, in which order, and how it marks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.search_page import ENTRIES, engine_page, search
from drillbook.search.entries import Entry

ENGLISH = (
    Entry("signing", "process", "Contract signing", ("Core",), "process/signing.html", ("closing the paperwork",), ("From draft to file.",)),
    Entry("signing.seal", "step", "Seal the contract", ("Core", "Contract signing"), "process/signing.html#seal", (), ("After approval.",)),
    Entry("negotiation", "process", "Quotation and negotiation", ("Core",), "process/negotiation.html", (), ("Agree prices and terms.",)),
    Entry("hesitation", "talk-track", "A customer hesitates", ("Core",), "talk-track/hesitation.html", (), ("Stay with customers who cannot decide.",)),
    Entry("seller", "role", "Salesperson", ("Foundations",), "role/seller.html", ("sales rep",), ("Visits customers.",)),
    Entry("route", "form", "Visit route", ("Foundations",), "form/route.html", (), ("Planned by the salesperson.",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def chinese(browser: Browser) -> Iterator[Page]:
    """A page with the Chinese entries."""
    page = engine_page(browser, ENTRIES)
    yield page
    page.close()


@pytest.fixture(scope="module")
def english(browser: Browser) -> Iterator[Page]:
    """A page with the English entries."""
    page = engine_page(browser, ENGLISH, "en")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("合同签订", "signing"),
        ("合同盖章", "signing.seal"),
        ("盖 章", "signing.seal"),
        ("盖个章行不行", "signing.seal"),
        ("盖了章", "signing.seal"),
        ("成交价 模板", "signing.draft"),
        ("客户嫌贵怎么办", "expensive"),
        ("怎么起草合同？", "signing.draft"),
        ("便宜一半", "expensive"),
        ("业务员", "seller"),
        ("ＣＲＭ", "term-crm"),
        ("crm系统", "term-crm"),
        ("合洞签订", "signing"),
        ("合同签定", "signing"),
        ("太貴了", "expensive"),
        ("合同簽訂", "signing"),
        ("hetongqianding", "signing"),
        ("hetong qianding", "signing"),
        ("htqd", "signing"),
        ("xiaoshouyuan", "seller"),
        ("yewuyua", "seller"),
        ("己盖章", "signing.seal"),
        ("客户拜仿", "visit"),
        ("contract 盖章", "signing.seal"),
        ("salespeople visits", "visit"),
    ],
)
def test_chinese_is_found_as_people_type_it(chinese: Page, query: str, first: str) -> None:
    """Whole words, pieces, several words, questions, other words, full width, and one wrong character."""
    assert search(chinese, query)[0] == first


def test_another_name_also_finds_what_uses_the_first(chinese: Page) -> None:
    """Whoever types an alias of a role finds the processes that call it by its title, behind the role itself."""
    assert search(chinese, "业务员") == ["seller", "visit"]
    assert search(chinese, "业务员订计划")[0] == "visit"


@pytest.mark.parametrize("query", ["", "  ", "？！", "嬲", "qqqq", "kkk", "asdf", "poiu", "mqdinghao"])
def test_nothing_is_found_for_nothing(chinese: Page, query: str) -> None:
    """Empty queries, mere punctuation, unknown words, and letters that are no initials of anything find nothing."""
    assert search(chinese, query) == []


@pytest.mark.parametrize(
    ("query", "first", "missing"),
    [
        ("zzzqqq 盖章", "signing.seal", ["zzzqqq"]),
        ("zzzqqq盖章", "signing.seal", ["zzzqqq"]),
        ("盖章嬲嬲", "signing.seal", ["嬲嬲"]),
        ("37 盖章", "signing.seal", ["37"]),
        ("业务员", "seller", []),
        ("客户拜仿", "visit", []),
        ("嬲嬲zzzqqq", None, []),
    ],
)
def test_a_word_that_stands_nowhere_is_left_out_and_told(
    chinese: Page, query: str, first: str | None, missing: list[str]
) -> None:
    """The known words find what they find alone; nothing is made of letters that are none of the manual's, nor where all is unknown."""
    found = chinese.evaluate("query => index.search(query)", query)
    assert ([each["id"] for each in found["results"][:1]], found["missing"]) == ([first] if first else [], missing)
    alone = query.replace("".join(missing), "").strip()
    assert not missing or search(chinese, query) == search(chinese, alone)


def test_question_words_alone_are_still_searched(chinese: Page) -> None:
    """A query of question words only is not thrown away."""
    parts = chinese.evaluate("() => drillbookSearchEngine.segments('怎么办').map(p => p.text)")
    assert parts == ["怎么办"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("signing contracts", "signing"),
        ("negotiating", "negotiation"),
        ("nego", "negotiation"),
        ("negotation", "negotiation"),
        ("quotaiton", "negotiation"),
        ("what do I do when the customer hesitates?", "hesitation"),
        ("customers hesitating", "hesitation"),
        ("SALES REP", "seller"),
        ("paperwork", "signing"),
        ("seal", "signing.seal"),
        ("sealed our contracts", "signing.seal"),
        ("合同盖章", "signing.seal"),
        ("谈判", "negotiation"),
        ("bargained", "negotiation"),
    ],
)
def test_english_is_found_in_all_its_forms(english: Page, query: str, first: str) -> None:
    """Endings, beginnings, slips of the finger, questions, capitals, aliases, and Chinese words."""
    assert search(english, query)[0] == first


def test_an_english_alias_of_two_words_finds_the_title(english: Page) -> None:
    """A synonym may have several words."""
    assert search(english, "sales rep") == ["seller", "route"]


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (("quotation", "quotations", "quote", "quoted", "quoting"), "quot"),
        (("negotiate", "negotiating", "negotiation", "negotiated"), "negoti"),
        (("company", "companies"), "compani"),
        (("plan", "planning", "planned", "plans"), "plan"),
        (("process", "processes"), "process"),
        (("price", "prices", "pricing"), "pric"),
        (("document", "documents", "documented"), "docu"),
        (("inspect", "inspection", "inspector"), "inspect"),
    ],
)
def test_forms_of_a_word_share_their_stem(english: Page, forms: tuple[str, ...], stem: str) -> None:
    """The stem is the same for all usual endings."""
    assert english.evaluate("words => words.map(drillbookSearchEngine.stem)", list(forms)) == [stem] * len(forms)


@pytest.mark.parametrize(
    ("word", "stem", "other"),
    [
        ("signals", "signal", "signs"), ("letters", "letter", "lets"), ("formally", "formal", "forms"), ("comments", "comment", "comes"),
        ("conversations", "conversation", "conversion"), ("counter", "counter", "counts"), ("finally", "final", "fine"),
    ],
)  # fmt: skip
def test_what_only_looks_like_an_ending_stays(english: Page, word: str, stem: str, other: str) -> None:
    """A word that ends like a form of another keeps its end, and loses only its own endings."""
    assert english.evaluate("words => words.map(drillbookSearchEngine.stem)", [word, stem]) == [stem, stem]
    assert english.evaluate("drillbookSearchEngine.stem", other) != stem


SPELLINGS = (
    ("catalogues", "catalogs"), ("colour", "color"), ("labouring", "laboring"), ("behaviour", "behavior"), ("organise", "organize"),
    ("prioritisation", "prioritization"), ("analyse", "analyze"), ("centre", "center"), ("metres", "meters"), ("licence", "license"),
    ("practise", "practice"), ("programmes", "programs"), ("cancelled", "canceled"), ("travelling", "traveling"),
    ("instalment", "installment"), ("fulfil", "fulfill"), ("enrolment", "enrollment"), ("recognis", "recogniz"),
)  # fmt: skip


@pytest.mark.parametrize("written", [0, 1])
def test_british_and_american_are_the_same_word(browser: Browser, written: int) -> None:
    """Whichever spelling the manual has, both find it, with the same score and marked; what has been typed of it as well."""
    entries = [Entry(f"e{n}", "term", f"The {pair[written]}", (), "a.html") for n, pair in enumerate(SPELLINGS)]
    page = engine_page(browser, entries, "en")
    asking = "words => words.map(word => index.search(word).results.map(r => [r.id, r.score, r.titlePieces[1]]))"
    found = [page.evaluate(asking, [pair[n] for pair in SPELLINGS]) for n in (0, 1)]
    page.close()
    assert [[(id_, piece) for id_, _, piece in each] for each in found[0]] == [
        [(f"e{n}", [pair[written], True])] for n, pair in enumerate(SPELLINGS)
    ]
    assert found[0] == found[1]


@pytest.fixture(scope="module")
def compounds(browser: Browser) -> Iterator[Page]:
    """A page with entries that a word of asking or of refusing tells apart."""
    titles = (
        "Sell-in",
        "Selling modes",
        "E-commerce",
        "Email",
        "Follow-up",
        "Not interested",
        "Interested buyers",
        "They don't decide",
        "To decide",
        "Report to the manager",
        "Monthly report",
        "Out of stock",
        "Stock list",
    )
    page = engine_page(browser, [Entry(f"e{n}", "term", title, (), "a.html") for n, title in enumerate(titles)], "en")  # fmt: skip
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sell-in", [0]), ("what is a sell‑in?", [0]), ("sell-to", [0, 1]), ("e-mail", [3]), ("e-commerce", [2]), ("followup", [4]),
        ("follow-up", [4]),
        ("not interested", [5]), ("isn't interested", [5]), ("interested", [5, 6]), ("cannot decide", [7, 8]), ("can’t decide", [7, 8]), ("how to decide", [8, 7]),
        ("sell in", [0]), ("what is sell in?", [0]), ("who do i report to", [9]), ("who does our shop assistant report to?", [9]), ("what to report", [10, 9]),
        ("out of stock", [11]), ("is it out of stock", [11]), ("the stock", [12, 11]),
    ],
)  # fmt: skip
def test_small_words_stay_with_the_word_they_belong_to(compounds: Page, query: str, found: list[int]) -> None:
    """What a hyphen joins is one word where the manual has it so, a name keeps its words of asking and a verb its preposition; a refusal is told from its contrary."""
    assert search(compounds, query) == [f"e{n}" for n in found]


@pytest.fixture(scope="module")
def counted(browser: Browser) -> Iterator[Page]:
    """A page with entries that differ in their figures."""
    lines = (
        "逾期30天停货",
        "逾期130天",
        "值班8:30开始",
        "预算5万元",
        "要再降8个点",
        "付三成定金",
        "24小时之内",
        "只打折一次",
        "满 90 天转正",
        "100 days, 110%",
    )
    page = engine_page(browser, [Entry(f"e{n}", "rule", f"第{'甲乙丙丁戊己庚辛壬癸'[n]}条", (), "a.html", (), (line,)) for n, line in enumerate(lines)])  # fmt: skip
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "first", "marked"),
    [
        ("30天", 0, "30天"), ("30 天", 0, "30天"), ("三十天", 0, "30天"), ("逾期三十天", 0, "逾期30天"), ("１３０天", 1, "130天"), ("8:30", 2, "8:30"),
        ("五万元", 3, "5万元"), ("50000元", 3, "5万元"), ("50,000元", 3, "5万元"), ("8%", 4, "8个点"), ("百分之八", 4, "8个点"), ("八个点", 4, "8个点"),
        ("30%", 5, "三成"), ("二十四小时", 6, "24小时"), ("九折", 7, "打折"), ("85折", 7, "打折"), ("九十天", 8, "90 天"), ("100", 9, "100"),
    ],
)  # fmt: skip
def test_numbers_are_found_however_they_are_written(counted: Page, query: str, first: int, marked: str) -> None:
    """With and without a space, in Chinese characters, in full width, grouped, as shares and as what is taken off a price."""
    found = counted.evaluate("query => index.search(query).results[0]", query)
    assert (found["id"], "".join(text for text, hit in found["line"] if hit)) == (f"e{first}", marked)


@pytest.fixture(scope="module")
def ranged(browser: Browser) -> Iterator[Page]:
    """A page with ranges, times of day and their ends by themselves."""
    lines = (
        "每隔2—3天联系",
        "三年一次",
        "五年一次",
        "8:30开门",
        "18:00关门",
        "within 2–3 days",
        "in three to five days",
        "年度目标",
    )
    page = engine_page(browser, [Entry(f"e{n}", "rule", f"第{'甲乙丙丁戊己庚辛'[n]}条", (), "a.html", (), (line,)) for n, line in enumerate(lines)])  # fmt: skip
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("2-3天", [0]), ("2到3天", [0]), ("２～３天", [0]), ("两三天", [0]), ("两至三天", [0]), ("2 to 3 days", [5]), ("two or three days", [5]), ("3-5 days", [6]),
        ("3-5年", [1, 2]), ("三五年", [1, 2]), ("8点半", [3]), ("早上八点半", [3]), ("8:30am", [3]), ("下午6点", [4]), ("6pm", [4]), ("2024年目标", [7]),
    ],
)  # fmt: skip
def test_ranges_and_times_are_found_however_they_are_written(ranged: Page, query: str, found: list[int]) -> None:
    """A range is one thing, in figures or in words; only where the manual has not got it, its two ends are looked for."""
    assert search(ranged, query) == [f"e{n}" for n in found]


@pytest.mark.parametrize("query", ["8-30天", "3-2天", "再让3点", "2024-05", "010-123", "七五折"])
def test_what_only_looks_like_a_range_stays(ranged: Page, query: str) -> None:
    """Numbers that fall, dates, telephone numbers, points of a price and tenths of it are no ranges and no times."""
    assert ranged.evaluate("drillbookSearchEngine.withFigures", query).replace("\u2013", "-") == query


@pytest.mark.parametrize("query", ["10", "10%", "8:3", "1:30", "00"])
def test_a_part_of_a_number_finds_nothing(counted: Page, query: str) -> None:
    """A number is another one than that which begins or ends like it."""
    assert search(counted, query) == []


def test_english_figures(english: Page) -> None:
    """What is taken off is a discount, and short units and number words are the long ones."""
    parts = "query => drillbookSearchEngine.segments(drillbookSearchEngine.withFigures(query)).map(part => part.text)"
    assert english.evaluate(parts, "can i give 10 percent off within 24h") == ["give", "10%", "discount", "within", "24", "hours"]  # fmt: skip
    others = "text => drillbookSearchEngine.otherFigures(text).map(token => token.text)"
    assert english.evaluate(others, "thirty") == ["30"] and "thirty" in english.evaluate(others, "30")


@pytest.mark.parametrize(
    ("words", "key"),
    [(("approve", "approves", "approved", "approving"), "approv"), (("policy", "policies"), "policy"), (("plan", "planned"), "plan")],
)  # fmt: skip
def test_synonyms_go_by_number_and_tense(english: Page, words: tuple[str, ...], key: str) -> None:
    """Any form of a verb or noun has the synonyms of the word, but a worker is no work."""
    forms = "words => words.map(drillbookSearchEngine.uninflected)"
    assert english.evaluate(forms, list(words)) == [key] * len(words)
    assert english.evaluate(forms, ["work", "worker", "deal", "dealer"]) == ["work", "worker", "deal", "dealer"]


def test_the_same_title_does_not_fill_the_list(browser: Browser) -> None:
    """Of a figure that stands in several places, the second comes behind another answer that matches as well."""
    many = [
        Entry(f"p{n}", "policy", title, ("一",), f"p{n}.html")
        for n, title in enumerate(["开票比例", "开票比例", "开票比例", "开票时间"])
    ]
    page = engine_page(
        browser, [*many, *(Entry(f"q{n}", "policy", f"其他{n}", ("一",), f"q{n}.html") for n in range(6))]
    )
    assert search(page, "开票")[:2] == ["p0", "p3"]
    page.close()


def result(page: Page, query: str) -> dict[str, Any]:
    """The first result, described."""
    found: dict[str, Any] = page.evaluate("query => index.search(query, 1).results[0]", query)
    return found


def test_a_result_is_described(chinese: Page) -> None:
    """A result has its kind, path and address, and the line that matches best with its match marked."""
    found = result(chinese, "销售内勤")
    assert (found["id"], found["kind"], found["url"]) == ("signing.seal", "step", "process/signing.html#seal")
    assert found["path"] == ["核心流程", "合同签订"]
    assert found["line"] == [["批准之后，把合同送到", False], ["销售内勤", True], ["盖章。", False]]


def test_marks_keep_the_text_as_it_was_written(english: Page) -> None:
    """Case and width stay as they are in the text, and whole words are marked, not their stems."""
    marked = english.evaluate(
        "() => drillbookSearchEngine.mark('Ｓealing of Contracts', [{text: 'seal'}, {text: 'contract'}])"
    )
    assert marked == [["Ｓealing", True], [" of ", False], ["Contracts", True]]


def test_a_long_line_is_cut_around_its_match(english: Page) -> None:
    """What is cut is shown as cut, and no word is cut in two."""
    text = "before " * 40 + "match " + "after " * 40
    pieces = english.evaluate("text => drillbookSearchEngine.mark(text, [{text: 'match'}], 60)", text)
    assert ["match", True] in pieces
    assert pieces[0][0] == pieces[-1][0] == "…"
    assert {word for piece, _ in pieces for word in piece.split()} <= {"…", "before", "match", "after"}


def test_parts_of_one_page_do_not_crowd_out_the_others(browser: Browser) -> None:
    """Of equally good hits, those of the page that has had several come later."""
    steps = [Entry(f"a.s{i}", "step", f"第{i}步报价", ("一", "甲"), f"a.html#s{i}") for i in range(6)]
    other = [
        Entry("b", "process", "乙", ("一",), "b.html"),
        Entry("b.s", "step", "第九步报价", ("一", "乙"), "b.html#s"),
    ]
    page = engine_page(browser, [Entry("a", "process", "甲", ("一",), "a.html"), *steps, *other])
    assert search(page, "报价").index("b.s") == 1
    page.close()


def test_typing_stays_fast_at_a_thousand_playbooks(browser: Browser) -> None:
    """With 16,000 entries half of all keystrokes take less than 60 ms, with nothing remembered from the last one.

    On a busy machine all takes longer: there is as much more time as counting takes more than on a quiet one, which is 20 ms.
    """
    words = ["客户", "合同", "报价", "投诉", "审批", "优惠", "拜访", "签订", "定金", "发票", "线索", "跟进"]
    many = [
        Entry(f"p{i // 16}" + (f".s{i}" if i % 16 else ""), "step", words[i % 12] + words[i % 7], (), "x.html", (), ("".join(words[i % k] for k in (2, 3, 5, 7, 11, 12)) * 3,))
        for i in range(16_000)
    ]  # fmt: skip
    page = engine_page(browser, many)
    query = "客户投诉怎么处理，合同审批要几天"
    counting = """() => { const start = performance.now(); for (let i = 0, n = 0; i < 4e6; i++) n = (n + i * 7) % 1000003; return performance.now() - start; }"""
    counted = [page.evaluate(counting)]
    # Of three tries the quickest counts, so that a machine with other work does not matter.
    times = page.evaluate(
        """texts => texts.map(text => Math.min(...[1, 2, 3].map(() => {
            index._forget();
            const start = performance.now();
            index.search(text, 20);
            return performance.now() - start;
        })))""",
        [query[: i + 1] for i in range(len(query))],
    )
    counted.append(page.evaluate(counting))
    page.close()
    assert sorted(times)[len(times) // 2] < 60 * max(1, *(each / 20 for each in counted))


@pytest.fixture(scope="module")
def careless(browser: Browser) -> Iterator[Page]:
    """A page with entries that pinyin, slips and look-alikes lead astray."""
    titles = (
        "客户投诉",
        "价格依据",
        "价格",
        "异议",
        "客户生意周期",
        "生命周期",
        "合同审批",
        "款号",
        "强清欠",
        "反感",
        "方案",
        "报价方案",
        "客户担心",
        "客户档案",
        "管理制度",
        "报价单",
        "贷期",
    )
    chinese = [Entry(f"e{i}", "term", title, (), f"term/e{i}.html") for i, title in enumerate(titles)]
    foreign = Entry(
        "foreign", "term", "Hubspot guideline", (), "term/foreign.html", ("keep", "soon"), ("Htpasswd, tailored.",)
    )
    told = Entry(
        "told",
        "term",
        "售后",
        (),
        "term/told.html",
        (),
        (
            "退款三天到账。",
            "金额写清楚。",
            "谁批准都行。",
            "离职要交接。",
            "不报假数，也不开假单。",
            "客户当面说，也有人嫌贵。",
        ),
    )
    page = engine_page(browser, [*chinese, foreign, told])
    yield page
    page.close()


def meant(page: Page, query: str) -> str:
    """What the engine took a query for."""
    return str(page.evaluate("query => index.search(query).meant", query))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ke hu tou su", "客户投诉"),
        ("ht sp", "合同审批"),
        ("jiage yiyi", "价格 异议"),
    ],
)
def test_spaces_in_pinyin_are_heeded(careless: Page, query: str, words: str) -> None:
    """Syllables with spaces between are no beginnings of foreign words, and a typed word is not cut in favour of a longer piece."""
    assert meant(careless, query) == words


@pytest.mark.parametrize(("query", "words"), [("fangan", "方案"), ("kehudangan", "客户档案"), ("lizhi", "离职")])
def test_pinyin_that_can_be_cut_in_two_ways(careless: Page, query: str, words: str) -> None:
    """One word is meant rather than a word and a rest, a common word rather than a rare one, and a word rather than what two others meet in."""
    assert meant(careless, query) == words


@pytest.fixture(scope="module")
def wanted(browser: Browser) -> Iterator[Page]:
    """A page on which one thing is asked for in words of which another is full."""
    full = Entry("full", "process", "联谊", (), "process/full.html", (), ("客户先联谊，再约聚聚。",))
    asked = Entry("asked", "figure", "活动", (), "figure/asked.html", (), ("每季一次。",), ("客户联谊", "约客户聚聚？"))
    term = Entry("term", "term", "异议", (), "term/term.html", ("pushback",), ("客户还不愿意买的理由。",))
    other = Entry("other", "term", "反对意见", (), "term/other.html", (), ("异议的另一个说法。",))
    page = engine_page(browser, [full, asked, term, other])
    yield page
    page.close()


@pytest.mark.parametrize("query", ["客户联谊", "约客户聚聚", " 约 客户 聚聚"])
def test_what_is_asked_for_in_these_very_words_is_close_to_the_best(wanted: Page, query: str) -> None:
    """An author who writes down what readers type need not fear that others have more of these words."""
    scores = wanted.evaluate(
        "query => Object.fromEntries(index.search(query).results.map(r => [r.id, r.score]))", query
    )
    assert scores["asked"] >= 0.9 * max(scores.values()) * 0.999


def test_a_line_is_shown_before_a_name_in_another_language(wanted: Page) -> None:
    """A name that only means what was typed does not stand for what a term says; one that was typed does."""
    line = "query => index.search(query).results.find(r => r.id === 'term').line.map(([text]) => text).join('')"
    assert wanted.evaluate(line, "异议") == "客户还不愿意买的理由。"
    assert wanted.evaluate(line, "pushback") == "pushback"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tuikuan", "退款"),
        ("jine", "金额"),
        ("shei pizhun", "谁批准"),
        ("tk", ""),
    ],
)
def test_syllables_in_full_are_looked_for_in_texts(careless: Page, query: str, words: str) -> None:
    """Two syllables find what stands in texts alone, however they are cut, and in every way they are spoken; initials do not."""
    assert meant(careless, query) == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("客户异议周期", ""),
        ("价格根据", ""),
        ("价格衣据", "价格依据"),
        ("客户生命周期", ""),
        ("khts", "客户投诉"),
        ("htkh", ""),
        ("sqq", ""),
        ("qqhh", ""),
        ("jgyq", ""),
        ("dxin", ""),
        ("glz", "管理制"),
        ("khda", "客户档案"),
        ("货期", ""),
    ],
)
def test_nothing_is_spelled_anew_that_makes_sense(careless: Page, query: str, words: str) -> None:
    """Words in a row that stand nowhere together are no slip, and letters are no initials of what only fits by chance."""
    assert meant(careless, query) == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("baojiadn", "报价单"),
        ("kehutousuu", "客户投诉"),
        ("gaunlizhidu", "管理制度"),
        ("jiage yiyii", "价格 异议"),
        ("xyiyi", ""),
    ],
)
def test_mistyped_pinyin_means_a_known_word(careless: Page, query: str, words: str) -> None:
    """One slip of the finger in a word's pinyin, the first letter apart, leads to the word."""
    assert meant(careless, query) == words


def test_characters_that_never_meet_are_told_as_missing(careless: Page) -> None:
    """A word of which only the single characters stand somewhere is not in the manual, whatever they find."""
    found = "query => { const { total, missing } = index.search(query); return [total > 0, missing]; }"
    assert careless.evaluate(found, "档诉") == [True, ["档诉"]]
    assert careless.evaluate(found, "档案") == [True, []]


@pytest.mark.parametrize(
    ("query", "words"), [("报假单", "报价单"), ("客户当案", "客户档案"), ("顾客嫌鬼", "顾客嫌贵"), ("不报假数", "")]
)
def test_a_known_word_is_meant_where_others_only_meet(careless: Page, query: str, words: str) -> None:
    """A known word that sounds alike is meant though pairs of its characters stand by chance, or stand in texts only."""
    assert meant(careless, query) == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("negotation", "negotiation"),
        ("contarct serl", "contract seal"),
        ("aproval of visists", "approval visits"),
        ("negotiating", ""),
        ("beal", ""),
        ("esal", "seal"),
    ],
)
def test_what_a_mistyped_word_was_taken_for_is_told(english: Page, query: str, words: str) -> None:
    """The word with the fewest slips, and of short words only those that begin alike."""
    assert meant(english, query) == words


def test_what_is_not_needed_is_not_what_is_needed(chinese: Page) -> None:
    """The words of asking are left out, but a refusal stays whole."""
    parts = "query => drillbookSearchEngine.segments(query).map(part => part.text)"
    assert chinese.evaluate(parts, "我不需要") == ["不需要"]
    assert chinese.evaluate(parts, "需要审批吗") == ["审批"]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("你们这个怎么卖啊", ["卖"]), ("他们老是迟到", ["迟到"]), ("我方和他人", ["我方和他人"]), ("自我介绍", ["自我介绍"]), ("其他客户", ["其他客户"]),
        ("您好", ["您好"]), ("这么贵", ["这么贵"]), ("这个月的目标", ["这个月", "目标"]),
    ],
)  # fmt: skip
def test_pronouns_and_particles_ask_for_nothing(careless: Page, query: str, parts: list[str]) -> None:
    """Who speaks, and how, says nothing of what is meant; a word that only holds such a character stays."""
    cutting = "query => drillbookSearchEngine.segments(query).map(part => part.text)"
    assert careless.evaluate(cutting, query) == parts


def test_a_refused_word_has_refused_synonyms(chinese: Page) -> None:
    """What is not refunded is not given back, either: behind a refusal no synonym stands for the contrary."""
    instead = "query => index.meaning.concepts([{ text: query, isCjk: true }]).flatMap(concept => concept.instead.map(token => token.text))"
    assert "退钱" in chinese.evaluate(instead, "可退款")
    refused = chinese.evaluate(instead, "不退款")
    assert "不退钱" in refused and "退钱" not in refused


def test_a_long_query_asks_for_no_endless_work(careless: Page) -> None:
    """Behind 200 characters nothing is read, a piece that repeats itself is corrected once, and a long run not at all."""
    counting = """query => {
        let count = 0;
        const { fromSlip } = index.spelling;
        index.spelling.fromSlip = (...given) => { count++; return fromSlip.apply(index.spelling, given); };
        const { total } = index.search(query);
        index.spelling.fromSlip = fromSlip;
        return [count, total > 0];
    }"""
    assert careless.evaluate(counting, "客户" * 400) == [0, True]
    assert 0 < careless.evaluate(counting, "客户仿" * 20)[0] < 30
    assert search(careless, "，" * 200 + "客户投诉") == []


@pytest.mark.parametrize(
    ("query", "near"), [("窜号", []), ("hubspot guidline", ["foreign"]), ("storno", []), ("投诉客", ["e0"])]
)
def test_near_is_only_what_shares_enough(careless: Page, query: str, near: list[str]) -> None:
    """One character or a few letters in common make no name near."""
    assert careless.evaluate("query => index.near(query).map(found => found.id)", query) == near


@pytest.mark.parametrize(
    "query", ["sealing contracts", "the paperwork closed", "contract zzz", "visited routes", "a c", "hesitatng"]
)
def test_what_is_done_beforehand_only_spares_work(browser: Browser, query: str) -> None:
    """Once all words and stems are listed, everything is found as before, with the same scores."""
    page = engine_page(browser, ENGLISH, "en")
    asking = """query => {
        index._forget();
        return [index.entries.stems !== null, index.search(query, 10).results.map(result => [result.id, result.score])];
    }"""
    before = page.evaluate(asking, query)
    page.evaluate("() => index.chores().forEach(chore => chore())")
    after = page.evaluate(asking, query)
    page.close()
    assert [before[0], after[0]] == [False, True]
    assert before[1] == after[1] != []
