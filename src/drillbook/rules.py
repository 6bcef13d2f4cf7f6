"""The catalogue of rules: every code with its level and its sentences in English and Chinese.

A code is never given another meaning. The pages on problems under ``docs/reference`` are generated from here, with a heading for each code,
and ``tests/cases/`` holds a bad and a good example for each. Nothing is imported from Drillbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence that reads differently in the two languages, such as the name of a kind."""

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """The piece in Chinese for any ``zh`` language, in English otherwise."""
        return self.zh if lang.startswith("zh") else self.en

    def __str__(self) -> str:
        return self.en


class Count(int):
    """A number beside what is counted: in a sentence, ``{files:file|files}`` becomes ``1 file`` or ``2 files``."""

    def __format__(self, form: str) -> str:
        """The number, with the noun that agrees with it where the sentence brings one."""
        one, bar, many = form.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if bar else format(int(self), form)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a rule says in one language.

    Attributes:
        title: The heading in the documentation.
        message: What is wrong; ``{value}`` and the like are filled in.
        hint: What to do.
    """

    title: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that ``drillbook check`` holds."""

    code: str
    level: Level
    en: Sentences
    zh: Sentences

    def text(self, lang: str) -> Sentences:
        """The sentences in Chinese for any ``zh`` language, in English otherwise."""
        return self.zh if lang.startswith("zh") else self.en


def _rule(code: str, level: Level, en: tuple[str, str, str], zh: tuple[str, str, str]) -> Rule:
    return Rule(code, level, Sentences(*en), Sentences(*zh))


_ALL = (
    # 1xx: the file cannot be read
    _rule(
        "DB101", "error",
        ("Tab used for indentation", "There is a tab here; YAML is indented with spaces only.", "Replace the tab by two spaces."),
        ("用了制表符缩进", "这里有一个制表符（Tab）；YAML 只能用空格缩进。", "把制表符换成两个空格。"),
    ),
    _rule(
        "DB102", "error",
        ("Not YAML", "This cannot be read as YAML: {reason}.", "Compare the indentation with the lines above; put a text that holds `: ` or starts with a special character in quotes."),
        ("不是有效的 YAML", "这里无法按 YAML 读取：{reason}。", "对照上面几行检查缩进；文字里有“: ”或以特殊符号开头时，请加引号。"),
    ),
    _rule(
        "DB103", "error",
        ("Quote not closed", "The quotation mark opened here is never closed.", "Add the same quotation mark at the end of the text."),
        ("引号没有关闭", "从这里开始的引号没有关闭。", "在这段文字末尾补上同样的引号。"),
    ),
    _rule(
        "DB104", "error",
        ("Wrong encoding", "The file is not UTF-8 text (byte {byte} at position {position}).", "Save the file again with the encoding UTF-8: in most editors under \"Save as\"."),
        ("文件编码不对", "文件不是 UTF-8 文本（位置 {position} 的字节 {byte}）。", "用 UTF-8 编码重新保存文件：大多数编辑器在“另存为”里可以选编码。"),
    ),
    _rule(
        "DB105", "warning",
        ("Byte order mark", "The file begins with an invisible byte order mark (BOM).", "Save it as UTF-8 without BOM; it is read all the same."),
        ("文件带有 BOM", "文件开头有看不见的字节顺序标记（BOM）。", "另存为“UTF-8 无 BOM”；目前仍能读取。"),
    ),
    _rule(
        "DB106", "error",
        ("Invisible control character", "There is a character here that no text may hold ({character}).", "Delete it; it often comes from a copy out of another program."),
        ("有看不见的控制字符", "这里有一个文本中不允许出现的字符（{character}）。", "把它删掉；它通常是从别的软件复制来的。"),
    ),
    _rule(
        "DB107", "error",
        ("Key given twice", "'{key}' stands here a second time (first in line {first}).", "Keep one of the two, or join them in one list."),
        ("键重复", "“{key}”在这里第二次出现（第一次在第 {first} 行）。", "只保留一个，或合并成一个列表。"),
    ),
    _rule(
        "DB108", "error",
        ("File too large", "The file has more than {limit} bytes; it is not read.", "Split it: one playbook in each file."),
        ("文件太大", "文件超过 {limit} 字节，没有读取。", "请拆分：每个文件只放一个条目。"),
    ),
    _rule(
        "DB109", "error",
        ("Too many YAML aliases", "The file repeats pieces by `*name` more often than allowed ({limit}).", "Write the repeated piece out, or make it an entity and link it by its id."),
        ("YAML 别名过多", "文件用“*名称”重复引用的次数超过上限（{limit}）。", "把重复的内容直接写出来，或做成独立条目再用 id 引用。"),
    ),
    _rule(
        "DB110", "error",
        ("YAML tag", "'{tag}' is a YAML tag; tags are not allowed.", "Remove it; put a text that starts with `!` in quotes."),
        ("YAML 标签", "“{tag}”是 YAML 标签，这里不允许使用。", "删掉它；以“!”开头的文字请加引号。"),
    ),
    _rule(
        "DB111", "error",
        ("No playbook in the file", "The file does not hold a playbook: it must consist of `key: value` lines.", "Start from a file that works, or run `drillbook new`."),
        ("文件里没有条目", "文件里没有条目：内容必须由“键: 值”各行组成。", "从一个能用的文件开始改，或运行 `drillbook new`。"),
    ),
    _rule(
        "DB112", "error",
        ("More than one document", "A line `---` starts a second document in the file.", "Put each playbook in a file of its own."),
        ("一个文件里有多个文档", "“---”这一行在文件里开始了第二个文档。", "每个条目放在单独的文件里。"),
    ),
    _rule(
        "DB113", "error",
        ("Full-width colon", "There is a Chinese colon after '{key}'.", "Write an ASCII colon and a space: `{key}: ...`."),
        ("用了中文冒号", "“{key}”后面用的是中文冒号。", "改成英文冒号加一个空格：`{key}: ……`。"),
    ),
    _rule(
        "DB114", "error",
        ("Nested too deeply", "Groups and lists stand in each other more than {limit} levels deep here.", "No playbook needs that; compare with one that works."),
        ("嵌套太深", "这里的分组和列表一层套一层，超过了 {limit} 层。", "条目用不着这么深；请对照一个能用的文件修改。"),
    ),
    _rule(
        "DB115", "error",
        ("File cannot be opened", "The file cannot be opened: {reason}.", "See that it exists and that you may read it; a link must lead to a file inside the folder."),
        ("文件打不开", "文件打不开：{reason}。", "确认文件存在、您有读取权限；链接要指向文件夹里的文件。"),
    ),
    _rule(
        "DB116", "error",
        ("Folder that is not there", "There is no folder '{folder}'.", "Make it beside `mkdocs.yml`, or write the name of the one that is meant."),
        ("文件夹不存在", "没有文件夹“{folder}”。", "在 `mkdocs.yml` 旁边新建它，或改成实际的文件夹名称。"),
    ),
    _rule(
        "DB117", "error",
        ("Not an ordinary space", "There is a {name} here ({character}), which YAML does not take for a space.", "Delete it and type an ordinary space; it often comes from a copy out of another program, or from a Chinese input method."),
        ("不是普通空格", "这里有一个{name}（{character}），YAML 不把它当作空格。", "把它删掉，切换到英文输入法再按空格键；它通常是从别的软件复制来的，或用中文输入法打出来的。"),
    ),
    _rule(
        "DB118", "warning",
        ("Text that is not read", "From the ` #` on, YAML takes this for a comment and does not read it: '{text}'.", "Put the whole text in quotes if this belongs to it; write `# ` with a space before a comment."),
        ("文字没有被读取", "YAML 把“ #”后面的内容当成注释，不读取：“{text}”。", "如果它属于这段文字，请给整段文字加引号；如果确实是注释，请在 `#` 后面加一个空格。"),
    ),
    # 2xx: the shape is wrong
    _rule(
        "DB201", "error",
        ("Unknown key", "'{key}' is not a key of this {where}.", "Keys allowed here: {allowed}."),
        ("不认识的键", "这个{where}里不能用“{key}”这个键。", "这里可以用的键：{allowed}。"),
    ),
    _rule(
        "DB202", "error",
        ("Missing key", "This {where} lacks '{key}'.", "Add `{key}:`. {description}"),
        ("缺少必需的键", "这个{where}缺少“{key}”。", "补上 `{key}:`。{description}"),
    ),
    _rule(
        "DB203", "error",
        ("Wrong type", "'{key}' must be {expected}, but here stands {found}.", "{example}"),
        ("类型不对", "“{key}”应当是{expected}，这里却是{found}。", "{example}"),
    ),
    _rule(
        "DB204", "error",
        ("Empty text", "'{key}' is empty.", "Write something, or delete the line."),
        ("内容为空", "“{key}”是空的。", "写上内容，或删掉这一行。"),
    ),
    _rule(
        "DB205", "error",
        ("Value not allowed", "'{value}' is not allowed for '{key}'.", "Allowed: {allowed}."),
        ("值不在允许范围内", "“{key}”不能写“{value}”。", "可以写：{allowed}。"),
    ),
    _rule(
        "DB206", "error",
        ("Unknown kind", "There is no kind '{value}'.", "Kinds: {allowed}."),
        ("不认识的 kind", "没有“{value}”这种 kind。", "可用的 kind：{allowed}。"),
    ),
    _rule(
        "DB207", "error",
        ("Not a list for this kind", "A file of kind '{kind}' holds one playbook and no `entries`.", "Only these kinds may stand together in one file: {allowed}."),
        ("这种 kind 不能放列表", "kind 为“{kind}”的文件只放一个条目，不能用 `entries`。", "只有这些 kind 可以放在同一文件里：{allowed}。"),
    ),
    _rule(
        "DB208", "error",
        ("Too few entries", "'{key}' needs more entries: at least {least}; here it has {count}.", "Add what is missing. {description}"),
        ("条数不够", "“{key}”至少要有 {least} 条，这里只有 {count} 条。", "补足条数。{description}"),
    ),
    _rule(
        "DB209", "error",
        ("Plugin not listed", "`mkdocs.yml` does not list the plugin `drillbook`.", "Add under `plugins:` a line `- drillbook`."),
        ("没有列出插件", "`mkdocs.yml` 里没有列出插件 `drillbook`。", "在 `plugins:` 下面加一行 `- drillbook`。"),
    ),
    _rule(
        "DB210", "error",
        ("Not installed", "There is no {what} '{name}' on this computer.", "Correct the name, delete the line, or install the package it comes from."),
        ("没有安装", "这台电脑上没有{what}“{name}”。", "改正名称，删掉这一行，或安装它所在的软件包。"),
    ),
    _rule(
        "DB211", "error",
        ("Page in the navigation that does not exist", "`nav` names '{page}', but there is no such page in the folder `{folder}`.", "Write the place of a page below `{folder}`, as in `guide/start.md`, without a language in its name; or delete the line."),
        ("导航里的页面不存在", "`nav` 里写了“{page}”，但文件夹 `{folder}` 里没有这个页面。", "写页面在 `{folder}` 里的位置，例如 `guide/start.md`，文件名里不写语言；或删掉这一行。"),
    ),
    _rule(
        "DB212", "error",
        ("Refused by the site generator", "The site generator does not take '{key}'; it says: '{reason}'.", "Compare with the `mkdocs.yml` that `drillbook new` writes, or delete the line."),
        ("网站框架不接受", "生成网站框架的程序不接受“{key}”，它的原话是：“{reason}”。", "对照 `drillbook new` 写出的 `mkdocs.yml` 修改，或删掉这一行。"),
    ),
    _rule(
        "DB213", "error",
        ("Comma in a text inside braces", "Inside braces a comma ends a text, so that '{key}' stands here by itself.", "Put the whole text in quotes, commas and all: `\"No, it is not\"`."),
        ("大括号里的文字有逗号", "大括号里，文字到英文逗号就结束，“{key}”于是成了单独的一项。", "给整段文字连同逗号加上引号：`\"不，还没有\"`。"),
    ),
    _rule(
        "DB214", "error",
        ("Entry of the wrong type", "This entry of '{key}' must be {expected}, but here stands {found}.", "{example}"),
        ("列表里的一条类型不对", "“{key}”的这一条应当是{expected}，这里却是{found}。", "{example}"),
    ),
    _rule(
        "DB215", "warning",
        ("Setting without effect", "'{key}: {value}' has no effect: every page is a file such as `process/quotation.html`, so that it opens from disk, too.", "Write `{key}: false`, or delete the line; links to pages end in `.html`."),
        ("设置不起作用", "“{key}: {value}”不起作用：每个页面都是一个文件，例如 `process/quotation.html`，这样不用网页服务器也能打开。", "改成 `{key}: false`，或删掉这一行；指向页面的链接以 `.html` 结尾。"),
    ),
    # 3xx: ids and references
    _rule(
        "DB301", "error",
        ("Bad id", "'{value}' cannot be an id.", "An id has lower-case letters a-z, digits and single hyphens, starts with a letter and has at most {limit} characters: `contract-signing`."),
        ("id 写法不对", "“{value}”不能当 id。", "id 只用小写字母 a-z、数字和单个连字符，以字母开头，最多 {limit} 个字符，例如 `contract-signing`。"),
    ),
    _rule(
        "DB302", "error",
        ("Id used twice", "The id '{value}' is taken already by {first}.", "Ids are unique over the whole manual; choose another one here."),
        ("id 重复", "id“{value}”已被 {first} 使用。", "整本手册里 id 不能重复；请在这里换一个。"),
    ),
    _rule(
        "DB303", "error",
        ("Unknown reference", "There is no {kind} '{value}'.", "Write the id of something that exists, or add it."),
        ("引用不存在", "没有 id 为“{value}”的{kind}。", "写一个存在的 id，或先新增它。"),
    ),
    _rule(
        "DB304", "error",
        ("Reference to the wrong kind", "'{value}' is {found}; here must stand {kind}.", "Write the id of {kind} instead."),
        ("引用的种类不对", "“{value}”是{found}，这里应当是{kind}。", "改写成{kind}的 id。"),
    ),
    _rule(
        "DB305", "error",
        ("Reference to something retired", "'{value}' is retired.", "Refer to {replacement}, or drop the reference."),
        ("引用了已停用的内容", "“{value}”已停用。", "改为引用{replacement}，或删掉这个引用。"),
    ),
    _rule(
        "DB306", "error",
        ("Name used twice", "The name '{value}' already means {first}.", "Give one of the two another alias, or join them."),
        ("别名冲突", "“{value}”这个名称已经指{first}。", "给其中一个换别名，或把两者合并。"),
    ),
    _rule(
        "DB307", "error",
        ("Reserved id", "The id '{value}' is reserved.", "Choose another word: some systems refuse it as a file name, or Drillbook uses it itself."),
        ("保留的 id", "id“{value}”是保留字。", "换一个词：有些系统不允许用它做文件名，或 Drillbook 自己要用。"),
    ),
    _rule(
        "DB308", "error",
        ("Part id used twice", "The id '{value}' stands twice in this {where} (first in line {first}).", "Every step, phase, turn, rule ... of one playbook needs an id of its own, which nothing else there had before."),
        ("内部 id 重复", "这个{where}里有两个“{value}”（第一个在第 {first} 行）。", "同一条目里的每个步骤、阶段、话轮、规则等都要有不同的 id，也不能是别的步骤等以前用过的。"),
    ),
    _rule(
        "DB309", "warning",
        ("Retired without a reason", "'{value}' is retired but does not say {missing}.", "Readers of old links need it: add `retired_on`, `retired_because` and, if there is one, `replaced_by`."),
        ("停用信息不全", "“{value}”已停用，但没有写 {missing}。", "旧链接的读者需要它：补上 `retired_on`、`retired_because`，有替代时再写 `replaced_by`。"),
    ),
    _rule(
        "DB310", "warning",
        ("Reference to a draft", "'{value}' is a draft: readers get no page for it.", "Publish it with `status: active`, or drop the reference until then."),
        ("引用了草稿", "“{value}”还是草稿，读者看不到它的页面。", "写好后把它改成 `status: active`，或先去掉这个引用。"),
    ),
    _rule(
        "DB311", "warning",
        ("Fact without a place", "Nothing in the manual names the source '{value}', which '{document}' holds.", "Name it under `sources` where the manual says it, or list it under `omitted` with a reason."),
        ("有内容没有着落", "“{document}”含有“{value}”，手册里却没有任何地方写它为来源。", "在用到它的地方写进 `sources`；不收录的，写进 `omitted` 并说明理由。"),
    ),
    _rule(
        "DB312", "warning",
        ("Fact both used and omitted", "'{value}' is listed as omitted, but '{user}' names it as a source.", "Delete it in one of the two places."),
        ("既用了又列为不收录", "“{value}”列为不收录，“{user}”却把它写作来源。", "两处删掉一处。"),
    ),
    _rule(
        "DB313", "error",
        ("Unknown fact of a source document", "No source document holds '{value}'.", "Ids that begin like this: {known}."),
        ("资料里没有这个编号", "没有任何一份资料含有“{value}”。", "这样开头的编号有：{known}。"),
    ),
    _rule(
        "DB314", "error",
        ("Fact declared twice", "'{value}' stands already under {first}.", "Every fact belongs to one document and is omitted at most once; delete it in one place."),
        ("编号重复登记", "“{value}”已登记在{first}。", "每条内容只属于一份资料，不收录也只列一次；删掉一处。"),
    ),
    _rule(
        "DB315", "error",
        ("Chinese comma or bracket in a list", "There is a Chinese comma or bracket in '{value}', so that all of it counts as one entry.", "Use ASCII brackets, with an ASCII comma and a space between the entries: `[{mended}]`."),
        ("列表里用了中文逗号或括号", "“{value}”里有中文标点，会当成一项。", "用英文方括号，各项之间用英文逗号加一个空格：`[{mended}]`。"),
    ),
    # 4xx: the flow
    _rule(
        "DB401", "error",
        ("Cycle in reports_to", "These roles report to each other in a circle: {cycle}.", "Remove `reports_to` from the one at the top."),
        ("汇报关系成环", "这些岗位互相汇报，绕成了一圈：{cycle}。", "把最上级岗位的 `reports_to` 删掉。"),
    ),
    _rule(
        "DB402", "error",
        ("No way to the end", "From step '{value}' the process never comes to an end.", "Add a branch or `next: end` that leads out of the circle."),
        ("流程没有出口", "从步骤“{value}”出发永远走不到终点。", "加一个离开循环的分支，或写 `next: end`。"),
    ),
    _rule(
        "DB403", "error",
        ("Step never reached", "Nothing leads to step '{value}'.", "Let a `next` or a branch go to it, or move it behind the step it follows."),
        ("步骤走不到", "没有任何路径到达步骤“{value}”。", "让某个 `next` 或分支指向它，或把它移到前一步之后。"),
    ),
    _rule(
        "DB404", "error",
        ("Turn never reached", "Nothing leads to turn '{value}'.", "Let a signal or `next` go to it, or move it behind the turn it follows."),
        ("话轮走不到", "没有任何信号到达话轮“{value}”。", "让某个信号或 `next` 指向它，或把它移到前一话轮之后。"),
    ),
    _rule(
        "DB405", "error",
        ("Branch to nowhere", "'{value}' leads nowhere: there is no such {kind}.", "Write the id of something that exists, or `end`."),
        ("分支没有去处", "“{value}”没有去处：没有这样的{kind}。", "写一个存在的 id，或 `end`。"),
    ),
    _rule(
        "DB406", "error",
        ("Step without an actor", "Step '{value}' does not say who does it.", "Add `actor:` with the id of a role."),
        ("步骤没有执行人", "步骤“{value}”没有写由谁执行。", "加上 `actor:`，写岗位的 id。"),
    ),
    _rule(
        "DB407", "error",
        ("No way out of the talk", "From turn '{value}' the talk never comes to an end.", "Let a signal or `next` lead out of the circle or to `end`."),
        ("话术没有出口", "从话轮“{value}”出发，谈话永远不会结束。", "让某个信号或 `next` 离开循环，或指向 `end`。"),
    ),
    _rule(
        "DB408", "warning",
        ("Phase without steps", "No step belongs to phase '{value}'.", "Give steps this `phase`, or delete the phase."),
        ("阶段没有步骤", "没有任何步骤属于阶段“{value}”。", "给步骤写上这个 `phase`，或删掉该阶段。"),
    ),
    _rule(
        "DB409", "error",
        ("Cycle in a tree", "These KPIs are part of each other in a circle: {cycle}.", "Remove `part_of` from the one at the top."),
        ("指标层级成环", "这些指标互为上级，绕成了一圈：{cycle}。", "把最上层指标的 `part_of` 删掉。"),
    ),
    _rule(
        "DB410", "error",
        ("Nothing named to do", "'{value}' does not say what is to be done.", "Add `link:` with the id of a playbook, step, scenario or quiz, or `text:` in your own words."),
        ("没有写做什么", "“{value}”没有写具体做什么。", "加上 `link:`，写条目、步骤、情景演练或测验的 id；或加上 `text:`，用自己的话写。"),
    ),
    # 5xx: values
    _rule(
        "DB501", "error",
        ("Deadline not understood", "'{value}' cannot be read as a length of time.", "Write for example `same day`, `2 hours`, `2-3 days`, `3 working days`, `1 week`, or in Chinese `当天`, `3个工作日`; a recurring date goes under `by`."),
        ("期限读不懂", "“{value}”读不出时间长度。", "可以写：`当天`、`2小时`、`2-3天`、`3个工作日`；固定日期写在 `by` 下面。"),
    ),
    _rule(
        "DB502", "error",
        ("Figure not understood", "'{value}' cannot be read as a number.", "Write for example `60%`, `≥60%`, `40`, `2-3`, and the unit under `unit`."),
        ("数值读不懂", "“{value}”读不出数值。", "可以写：`60%`、`≥60%`、`40`、`2-3`；单位写在 `unit`。"),
    ),
    _rule(
        "DB503", "error",
        ("Calendar moment not understood", "'{value}' cannot be read as a recurring moment.", "Write for example `every day 8:30`, `every Saturday morning`, `monthly 20`, `3rd working day of every month`, `end of every quarter`, `as needed`, or in Chinese `每天 08:30`, `每月20日`."),
        ("时间点读不懂", "“{value}”读不出周期时间。", "可以写：`每天 08:30`、`每周六 上午`、`每月20日`、`每月第3个工作日`、`每季度末`、`按需`。"),
    ),
    _rule(
        "DB504", "error",
        ("Not a date", "'{value}' is not a date.", "Write year-month-day: `2026-11-01`."),
        ("不是日期", "“{value}”不是日期。", "按“年-月-日”写：`2026-11-01`。"),
    ),
    _rule(
        "DB505", "error",
        ("Bad version", "'{value}' is not a version.", "Write two numbers with a dot: `1.0`."),
        ("版本号写法不对", "“{value}”不是版本号。", "写两个数字，中间一个点：`1.0`。"),
    ),
    _rule(
        "DB506", "error",
        ("Not a suitable number or yes/no", "'{value}' does not fit '{key}': {reason}.", "{description}"),
        ("数字或是/否不合适", "“{key}”不能写“{value}”：{reason}。", "{description}"),
    ),
    _rule(
        "DB507", "error",
        ("Range of ids not understood", "'{value}' cannot be read as the ids of facts.", "Write for example `S2-001..S2-290`, `S2-001..290` or `S2-017`; at most {limit} ids in one range."),
        ("编号范围读不懂", "“{value}”读不出内容的编号。", "可以写：`S2-001..S2-290`、`S2-001..290`、`S2-017`；一段最多 {limit} 个编号。"),
    ),
    _rule(
        "DB508", "error",
        ("Nobody can pass the rubric", "The cut score is {value}, but the best scores of all criteria add up to {best}.", "Lower `cut_score`, or mend the scores of the levels."),
        ("评分表没有人能及格", "及格线是 {value} 分，但各项的最高分加起来只有 {best} 分。", "把 `cut_score` 改低，或改正各级的 `score`。"),
    ),
    _rule(
        "DB509", "error",
        ("Score stands for two behaviours", "The score {value} stands twice under '{criterion}', and an observer cannot tell which behaviour earns it.", "Give each level a score of its own."),
        ("一个分数对应两种表现", "“{criterion}”里 {value} 分写了两次，评分的人不知道哪种表现得这个分。", "每一级写不同的分数。"),
    ),
    # 6xx: translations
    _rule(
        "DB601", "error",
        ("Numbers differ in the translation", "The {lang} text of '{where}' has {found}, the source has {expected}.", "Make the numbers equal: in the translation if it is wrong, in the source if that is."),
        ("译文数字不一致", "“{where}”的{lang}译文是 {found}，原文是 {expected}。", "把数字改一致：译文错改译文，原文错改原文。"),
    ),
    _rule(
        "DB602", "warning",
        ("Translations missing", "Texts without {lang} translation: {count}. They are shown in the source language.", "Run `drillbook translate update` and fill in the empty ones."),
        ("缺少译文", "有 {count} 条文字还没有{lang}译文，页面将显示原文。", "运行 `drillbook translate update`，再补上空白的条目。"),
    ),
    _rule(
        "DB603", "warning",
        ("Translations out of date", "{lang} translations of an older text: {count}. The source is shown instead.", "Run `drillbook translate update`, read the entries marked fuzzy, mend them and remove the mark."),
        ("译文已过期", "有 {count} 条{lang}译文对应旧原文，页面将显示原文。", "运行 `drillbook translate update`，检查标为 fuzzy 的条目，改好后去掉标记。"),
    ),
    _rule(
        "DB604", "error",
        ("Catalogue cannot be read", "The translation catalogue cannot be read: {reason}.", "Open it with a PO editor such as Poedit, or take the last good version."),
        ("译文文件读不了", "译文目录文件无法读取：{reason}。", "用 Poedit 等 PO 编辑器打开修复，或恢复上一个好版本。"),
    ),
    _rule(
        "DB605", "error",
        ("Links differ in the translation", "The {lang} text of '{where}' links to {found}, the source to {expected}.", "Keep the `[[id]]` links of the source in the translation."),
        ("译文链接不一致", "“{where}”的{lang}译文链接到 {found}，原文链接到 {expected}。", "译文要保留原文里的 `[[id]]` 链接。"),
    ),
    _rule(
        "DB606", "warning",
        ("Term translated by other words", "'{term}' stands in the source, but the {lang} text has none of its wordings: {allowed}.", "Use one of them; a wording that is missing goes under `synonyms` of the term."),
        ("术语换了译法", "原文用了术语“{term}”，{lang}译文却没有用它的任何一种说法：{allowed}。", "改用其中一种；少了的说法，写进该术语的 `synonyms`。"),
    ),
    _rule(
        "DB607", "error",
        ("Translation given twice", "'{key}' is translated here a second time (first in line {first}).", "Keep the right one and delete the other, from its `msgctxt` to its `msgstr`."),
        ("译文重复", "“{key}”在这里又译了一次（第一次在第 {first} 行）。", "保留对的，把另一条从 `msgctxt` 到 `msgstr` 删掉。"),
    ),
    # 7xx: texts
    _rule(
        "DB701", "warning",
        ("HTML in a text", "'{value}' looks like HTML; it is shown as it stands, not carried out.", "Use Markdown (`**bold**`, lists) or delete it."),
        ("文字里有 HTML", "“{value}”像是 HTML，页面会原样显示，不会执行。", "改用 Markdown（`**加粗**`、列表），或删掉它。"),
    ),
    _rule(
        "DB702", "error",
        ("Link that leaves the manual unsafely", "'{value}' is not a link readers may follow.", "Use `https://`, `mailto:`, `tel:` or `[[id]]`."),
        ("不安全的链接", "“{value}”不是可以给读者用的链接。", "请用 `https://`、`mailto:`、`tel:` 或 `[[id]]`。"),
    ),
    _rule(
        "DB703", "warning",
        ("Word not to use", "'{value}' is a word the glossary forbids; it says '{preferred}'.", "Write '{preferred}'. Where the word means something else, take it off `forbidden`, or put the id under `accept` in `mkdocs.yml`."),
        ("用了不用的词", "“{value}”是术语表里不用的词，应当用“{preferred}”。", "改成“{preferred}”。这个词在这里是别的意思时，从 `forbidden` 里删掉它，或把 id 写进 `mkdocs.yml` 的 `accept`。"),
    ),
    _rule(
        "DB704", "warning",
        ("Text too long", "'{key}' is {found} columns wide; more than {limit} are hard to read here.", "Shorten it, split it, or move a part of it to another key."),
        ("文字太长", "“{key}”宽 {found} 栏（一个汉字占两栏），超过 {limit} 栏就不好读了。", "缩短、拆开，或把一部分移到别的键。"),
    ),
    _rule(
        "DB705", "warning",
        ("Said twice", "'{value}' says almost the same as {other}.", "Keep one of them and link to it by its id, or make clear in what they differ."),
        ("说了两遍", "“{value}”与{other}说的几乎一样。", "留一处，另一处用 id 链接过去；或写清两者的差别。"),
    ),
    _rule(
        "DB706", "warning",
        ("Another name for a role or form", "Nothing is called '{value}'; probably '{preferred}' is meant.", "Write '{preferred}'; a name that is really used goes under `aliases` of it."),
        ("岗位或表单的叫法不一致", "没有叫“{value}”的岗位或表单，大概是指“{preferred}”。", "改成“{preferred}”；确实有人这样叫时，写进它的 `aliases`。"),
    ),
    _rule(
        "DB707", "error",
        ("Link to an entry not closed", "'{value}' begins like a link, but is none; readers would see the brackets.", "Write `[[id]]` or `[[id|text]]`, with two ASCII brackets on either side; what is no link stands between backticks."),
        ("条目链接没有写完整", "“{value}”像链接，却不成链接，读者会看到这些括号。", "写成 `[[id]]` 或 `[[id|文字]]`，两边各用两个英文方括号；本来就不是链接的，放在反引号之间。"),
    ),
    _rule(
        "DB708", "warning",
        ("Link in a hand-written page leads nowhere", "There is no page and no file '{target}'.", "Write the place as seen from this page, as in `../guide/start.md`, without a language in the name; pages made from playbooks are linked like `process/contract-signing.md`."),
        ("手写页面的链接无效", "没有“{target}”这个页面或文件。", "从这个页面所在的文件夹写起，例如 `../guide/start.md`，文件名里不写语言；由条目生成的页面写成 `process/contract-signing.md` 这样。"),
    ),
    # 8xx: quizzes
    _rule(
        "DB801", "error",
        ("Blueprint asks for too much", "Of {kind} items, the blueprint draws {wanted} in all its forms, but its playbooks yield {found}: {lacking}.", "Draw fewer, ask for fewer `forms`, or let `covers` name more of the manual."),
        ("蓝图要的题太多", "蓝图各卷一共要抽 {wanted} 道{kind}，但所覆盖的内容只能出 {found} 道：{lacking}。", "少抽一些，减少 `forms`，或在 `covers` 里增加内容。"),
    ),
    _rule(
        "DB802", "error",
        ("Forms cannot be alike", "The {forms} forms cannot be alike: of {kind} items, this row draws {count} for each, but only {alike} of the same type and level, and critical in all forms or in none. The playbooks yield {kinds}.", "Ask for fewer `forms`, draw fewer items here, or write more of one kind; with `type` and `level` a row says which kind it takes."),
        ("各卷构成不一样", "{forms} 份卷子的构成做不到相同：这一行每份要 {count} 道{kind}，但各卷题型、层次和是否关键都一致的，每份只凑得出 {alike} 道。能抽的有：{kinds}。", "减少 `forms`，少抽几道，或补写同一种题；`type`、`level` 可以写明这一行要哪一种。"),
    ),
    _rule(
        "DB803", "warning",
        ("Quiz lacks items that wait for review", "Of {kind} items, this row draws {count} for each form, all alike, which cannot be done without what waits for review: {items}. The quiz is drawn from what there is.", "Review these items; another warning at each says how."),
        ("小测缺少待核对的题目", "这一行每份卷子要抽 {count} 道{kind}，各卷构成要相同；{items} 核对之前，题目凑不齐。小测先用现有的题。", "重新核对这些题目，各题的警告里写着怎么做。"),
    ),
    _rule(
        "DB811", "error",
        ("Hand-written item is not complete", "This {type} item cannot be asked: {what}.", "See the page of the kind `item` for what each type needs."),
        ("手写题目不完整", "这道{type}没法使用：{what}。", "各题型要写什么，见 `item` 类型的格式说明。"),
    ),
    _rule(
        "DB812", "error",
        ("Item tests nothing", "The manual states nothing about '{value}' that the item could rest on.", "Let `tests` name a step, a rule or another part the item asks about."),
        ("题目没有依据", "手册里“{value}”没有可供出题的陈述。", "在 `tests` 里写上题目所问的步骤、规则或其他内容。"),
    ),
    _rule(
        "DB813", "warning",
        ("Item was never marked as read", "It is not noted with which state of the manual this item agrees.", "Read it beside what it tests, then write `reviewed: {mark}`."),
        ("题目没有核对记号", "没有注明这道题是按手册的哪个状态核对的。", "对照所考的内容读一遍，再写上 `reviewed: {mark}`。"),
    ),
    _rule(
        "DB814", "warning",
        ("Item needs review", "What this item tests has changed since it was read through; it is not asked until then.", "Read it beside {tests}; when it is right, write `reviewed: {mark}`."),
        ("题目需要重新核对", "这道题所考的内容已经改动，核对之前不会再出这道题。", "对照 {tests} 读一遍，改好后写上 `reviewed: {mark}`。"),
    ),
    _rule(
        "DB821", "warning",
        ("Critical step hardly asked about", "The step '{step}' is marked `critical`, but says too little for questions at two levels.", "Fill in what makes it critical: `dont` and `do`, `check` (how one sees that it was done well), `why`, `approval` or `branches`; or write an item for it by hand."),
        ("关键步骤考不全", "步骤“{step}”标了 `critical`，但写的内容太少，出不了两个层次的题。", "把它为什么关键写出来：`dont` 和 `do`、`check`（怎样看出做好了）、`why`、`approval` 或 `branches`；也可以为它手写一道题。"),
    ),
    _rule(
        "DB822", "warning",
        ("Hand-written item with a flaw", "The item does not pass {check}: {flaw} ({detail}).", "Change the wording; the guide for trainers explains every check."),
        ("手写题目有毛病", "题目没有通过 {check}：{flaw}（{detail}）。", "改一改措辞；每项检查的意思见给培训师的指南。"),
    ),
    _rule(
        "DB823", "error",
        ("Hand-written item gives itself away", "The item does not pass {check}: {flaw} ({detail}).", "Change the wording; the guide for trainers explains every check."),
        ("手写题目有严重毛病", "题目没有通过 {check}：{flaw}（{detail}）。", "改一改措辞；每项检查的意思见给培训师的指南。"),
    ),
    _rule(
        "DB824", "error",
        ("Hand-written key contradicts the manual", "The option '{option}' is marked as {marked}, but the manual states: '{statement}'.", "Mend `key`, or the manual. Where the item asks for something else, let `tests` name just that."),
        ("手写题目的答案与手册不符", "选项“{option}”标成了{marked}，但手册写的是“{statement}”。", "改正 `key`，或改正手册。题目问的是别的内容时，`tests` 只写那一处。"),
    ),
    # 9xx: search
    _rule(
        "DB901", "error",
        ("A query does not find what it must", "The query '{query}' must find '{id}' among the first {first} results; it comes {place}. First comes: {best}.", "Give the playbook the reader's words: one line under its id in `phrases/` mends most; else `aliases`, `says` of an objection, synonyms of a term, or a group of words in `synonyms.yml`. Try it: `drillbook search`."),
        ("搜索没有找到应找到的内容", "搜索“{query}”时，前 {first} 条结果里必须有“{id}”，现在{place}。排在第一的是：{best}。", "把读者的说法写进来：多半在 `phrases/` 里它的 id 下面加一句就行；别名写在 `aliases`，客户原话写在异议的 `says`，术语写进同义词，处处同义的在 `synonyms.yml` 里加一组。可以用 `drillbook search` 试。"),
    ),
    _rule(
        "DB902", "error",
        ("A query must find something that does not exist", "`must_find` wants '{id}' for the query '{query}', but the manual has no such id.", "Correct the id, or delete the line."),
        ("要求搜到的内容不存在", "`must_find` 要求搜索“{query}”时找到“{id}”，但手册里没有这个 id。", "改正 id，或删掉这一行。"),
    ),
    _rule(
        "DB903", "error",
        ("A query in a language the manual lacks", "`must_find` has the query '{query}' under '{lang}', which is no language of the manual.", "Write one of the languages listed under `languages` in mkdocs.yml."),
        ("查询的语言不在手册里", "`must_find` 把“{query}”写在“{lang}”下面，但手册没有这种语言。", "写 `mkdocs.yml` 里 `languages` 列出的语言。"),
    ),
    _rule(
        "DB904", "error",
        ("Not phrases", "What stands here is no list of phrases.", "Write the id, under it a language, and behind that the phrases, as in `en: [send it back, money back]`."),
        ("不是读者的说法", "这里写的不是读者说法的列表。", "先写 id，下面缩进两格写语言，后面是说法，例如 `zh-CN: [想退货, 怎么退钱]`。"),
    ),
    _rule(
        "DB905", "error",
        ("Phrases for something that does not exist", "There are phrases for '{id}', but the manual has no such id.", "Correct the id, or delete the phrases. The id of a part is written `playbook.part`."),
        ("说法所指的内容不存在", "这里给“{id}”写了读者的说法，但手册里没有这个 id。", "改正 id，或删掉这些说法。条目里某一部分的 id 写成“条目.部分”。"),
    ),
    _rule(
        "DB906", "error",
        ("Phrases in a language the manual lacks", "The phrases of '{id}' stand under '{lang}', which is no language of the manual.", "Write one of the languages listed under `languages` in mkdocs.yml: {known}; or delete these phrases, if the manual has given up the language."),
        ("说法的语言不在手册里", "“{id}”的说法写在“{lang}”下面，但手册没有这种语言。", "写 `mkdocs.yml` 里 `languages` 列出的语言：{known}；手册不再用这种语言的，删掉这些说法。"),
    ),
    _rule(
        "DB907", "error",
        ("Phrases of one id in two places", "'{id}' has phrases already in {file}, line {first}.", "Put all phrases of an id into one place."),
        ("同一 id 的说法写在两处", "“{id}”在 {file} 第 {first} 行已经有说法。", "同一 id 的说法合写在一处。"),
    ),
    _rule(
        "DB908", "warning",
        ("Phrase written twice", "'{phrase}' stands twice under '{id}'.", "Delete it in one place; saying it twice does not bring it further up."),
        ("说法重复", "“{phrase}”在“{id}”下面写了两遍。", "删掉一处；写两遍并不会排得更前。"),
    ),
    _rule(
        "DB909", "warning",
        ("Phrases for something readers do not get", "'{id}' has phrases, but is not found: it is retired, or readers have no page of it.", "Move what still is asked for to what replaces it, and delete the rest."),
        ("给读者看不到的内容写了说法", "“{id}”有说法，但搜不到它：它已停用，或者读者没有它的页面。", "仍有人问的，移到替代它的内容下面，其余删掉。"),
    ),
    _rule(
        "DB910", "error",
        ("Topic not complete", "This topic is not complete: {lacking}.", "Write `- ids: [closing, closing-signals]`, and below it, indented as far as `ids`, `en: [is he ready to buy, when to ask for the order]`."),
        ("话题不完整", "这个话题不完整：{lacking}。", "写成 `- ids: [closing, closing-signals]`，下一行与 `ids` 对齐，写 `zh-CN: [客户想不想买, 什么时候提签约]`。"),
    ),
    _rule(
        "DB911", "error",
        ("Not groups of synonyms", "What stands here is no list of groups of words that mean the same.", "Write a language, as in `en:`, and under it one line for each group: `- [invoice, bill]`."),
        ("不是同义词", "这里写的不是一组一组的同义词。", "先写语言，例如 `zh-CN:`，下面每组同义词一行：`- [发票, 开票]`。"),
    ),
    _rule(
        "DB912", "error",
        ("Synonyms in a language the manual lacks", "Words that mean the same stand under '{lang}', which is no language of the manual.", "Write one of the languages listed under `languages` in mkdocs.yml: {known}; or delete these groups, if the manual has given up the language."),
        ("同义词的语言不在手册里", "同义词写在“{lang}”下面，但手册没有这种语言。", "写 `mkdocs.yml` 里 `languages` 列出的语言：{known}；手册不再用这种语言的，删掉这几组。"),
    ),
    _rule(
        "DB913", "error",
        ("Synonym alone", "'{word}' stands alone; a group needs at least two words that mean the same.", "Put the words into brackets with a comma and a space between them: `- [sample, tester]`."),
        ("同义词只有一个", "“{word}”只有一个词，一组同义词至少要有两个。", "把同义的词写在同一个方括号里，用英文逗号加一个空格隔开：`- [样品, 小样]`。"),
    ),
    _rule(
        "DB914", "error",
        ("Colon in a phrase", "'{text}' is read as a key and its value because of the colon.", "Put it in quotes, or leave the colon out: `'what: now'`."),
        ("说法里有冒号", "“{text}”里有冒号，被当成了“键: 值”。", "给它加引号，或去掉冒号，例如 `'怎么办: 退货'`。"),
    ),
    _rule(
        "DB915", "warning",
        ("Comma in a phrase", "'{text}' counts as one phrase: a Chinese comma, or a comma outside brackets, divides nothing.", "Put several phrases in brackets, with an ASCII comma and a space between: `[sign it, where to sign]`; in a single phrase leave the mark out, the search needs none."),
        ("说法里有逗号", "“{text}”会当成一个说法：中文逗号，以及不在方括号里的英文逗号，都不起分隔作用。", "几个说法写在方括号里，之间用英文逗号加一个空格：`[怎么签, 去哪签]`；本来就是一个说法的，去掉标点，搜索用不着它。"),
    ),
    _rule(
        "DB916", "warning",
        ("Phrase that adds nothing", "'{phrase}' adds nothing: {reason}.", "Write what readers really type, or delete it."),
        ("说法没有用处", "“{phrase}”没有用处：{reason}。", "写读者真正会输入的话，或删掉它。"),
    ),
    _rule(
        "DB917", "warning",
        ("File that is not read", "This is not read: its name should be `{name}`.", "Rename it to `{name}`, or begin its name with `_` where it is not meant to be read."),
        ("没有读取的文件", "没有读取：名称应为 `{name}`。", "改名为 `{name}`；本来就不需要读取的，让名称以 `_` 开头。"),
    ),
)  # fmt: skip

RULES: Final[dict[str, Rule]] = {rule.code: rule for rule in _ALL}
