"""The search index: bigrams of Han characters, written as small files that a phone fetches one by one.

`build` turns documents into files under `search/`. `docs/assets/javascripts/search.js` reads them and ranks.
Everything both sides must agree on (what is a word, which characters are the same, weights) stands in
`search/meta.json`, so that Python and JavaScript cannot drift apart.

    search/meta.json          folding, weights, corrections, one letter per page for its kind
    search/<version>/tokens/N.json  postings of all tokens whose hash is N
    search/<version>/pages/N.json   a page's address, title, kind, description, aliases, headings
    search/<version>/texts/N.json   its text, fetched only where the query stands in the text alone

A token is a pair of neighbouring Han characters, or a whole Latin word or number. Punctuation and spaces do
not count; a line break separates. A posting is one letter for the fields that hold the token and the gap to
the page before, so a frequent token costs about one byte a page.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

# Traditional characters of this subject's vocabulary, each followed by its simplified form.
_TRADITIONAL = (
    "貸贷還还麼么個个條条會会費费網网訴诉國国務务債债規规銀银錢钱機机號号嗎吗沒没徵征臺台構构後后時时證证"
    "証证電电關关話话單单說说辦办過过權权業业開开聯联應应資资對对額额員员於于協协請请當当執执訟讼係系繫系"
    "發发髮发實实寫写錄录監监結结報报產产釋释給给隻只脩修處处製制議议經经釦扣據据間间書书約约數数賬账違违"
    "標标擔担與与來来轉转門门總总內内復复複复記记萬万讓让華华適适準准認认騙骗體体護护並并併并見见戶户問问"
    "罰罚幾几動动決决無无線线計计這这詐诈營营稱称籤签簽签頭头險险絡络現现異异確确綜综減减幹干乾干強强筆笔"
    "編编點点別别彆别調调則则題题財财兩两凍冻場场進进審审檢检迴回訊讯須须項项擾扰續续導导樣样詢询達达佈布"
    "錯错傳传類类範范責责變变圖图刪删辯辩從从師师償偿嚴严預预斷断連连語语誰谁養养該该義义劃划賣卖熱热夠够"
    "糾纠碼码舉举張张際际狀状騷骚換换風风舊旧買买剛刚術术幫帮統统學学圍围價价紛纷歸归訪访難难緊紧託托屬属"
    "節节親亲虛虚讀读質质絕绝談谈註注滿满車车軟软專专歷历曆历誤误餘余掛挂庫库響响試试視视訂订敗败鏈链薦荐"
    "參参銷销長长況况設设維维撐撑採采領领徑径組组損损將将撥拨終终負负訓训納纳頁页載载驟骤嚇吓冊册識识擊击"
    "億亿區区卻却雙双脅胁欄栏優优諮咨暫暂聽听評评職职濟济隱隐獲获惡恶種种屆届們们聲声僅仅勸劝較较繼继頻频"
    "運运飛飞穩稳選选綁绑滾滚轟轰帶带諾诺簡简貼贴級级爭争鐵铁詞词賴赖覺觉馬马歲岁細细願愿側侧補补許许瞞瞒"
    "慮虑園园紙纸驗验兒儿湊凑課课賠赔轄辖顯显備备順顺媽妈譜谱帐账虧亏殺杀飯饭獨独誘诱輕轻憑凭論论農农積积"
    "尋寻傷伤壓压織织廣广週周遲迟郵邮態态衝冲沖冲廢废團团習习寧宁蹤踪緩缓遺遗純纯裝装罵骂蓋盖測测離离隨随"
    "棄弃針针購购雜杂夥伙遠远儲储醫医慣惯鍾钟鐘钟紅红觸触亂乱誹诽謗谤籌筹閱阅攔拦貨货東东寬宽廈厦極极擬拟"
    "鏡镜誇夸帳账裡里為为捨舍姦奸"
)
_RANGES = (
    (0x41, 0x5A, 0x20),  # A-Z to lower case
    (0xFF10, 0xFF19, 0x30 - 0xFF10),  # full-width digits
    (0xFF21, 0xFF3A, 0x61 - 0xFF21),  # full-width capitals
    (0xFF41, 0xFF5A, 0x61 - 0xFF41),  # full-width small letters
    (0xFF0E, 0xFF0E, 0x2E - 0xFF0E),  # full-width full stop, as in １５．４
)
# What counts in a text: a number, a Latin word, a run of Han characters.
_PIECE = "[0-9]+(?:\\.[0-9]+)*|[a-z]+|[\u3007\u3400-\u4dbf\u4e00-\u9fff]+"

# Particles and pronouns: a pair with one of them says little about the subject.
_PARTICLES = "了吗呢吧啊呀的地得着我你他她它们就都也很又才被把让是在和跟与及给这那哪个些么谁啥咋嘛哦请要有能说"
# Phrases of asking, which every query has and no page is about.
_ASKING = (
    "怎么办", "怎么样", "怎样", "怎么", "什么", "为什么", "如何", "可以吗", "可不可以", "能不能", "会不会",
    "是不是", "要不要", "有没有", "行不行", "请问", "一下", "多少", "多久", "哪里", "哪个", "现在", "已经",
    "没有", "知道", "真的", "应该", "一直", "自己", "时候", "然后", "因为", "所以", "就是", "但是",
    "到底", "天天", "是真的吗", "真的假的", "对吗", "听说", "需要", "可能", "会怎样", "怎么回事", "有用吗",
    "凭什么", "什么时候",
)  # fmt: skip

# How much a field counts for a token, and the text by how often it stands there (three steps); `near` and `far`: a
# synonym of a word in title, alias or heading, and in the text; `phrase`: extra for a whole alias in the query;
# `wish`: for a kind of page that the query asks for by a word; `loose`: what stays of a score if hardly any token
# is there; `particle`: see above. Found by trying, on queries whose own wordings had been taken out of the aliases,
# and on queries by somebody who had not seen the pages.
_WEIGHTS = {
    "title": 3.5, "alias": 7.0, "head": 2.5, "body": [0.0, 0.5, 1.0, 1.5],
    "near": 1.8, "far": 0.5, "phrase": 2.5, "wish": 2.0, "loose": 0.4, "particle": 0.35,
}  # fmt: skip
# Pages that answer come before pages that list or prove, when all else is equal.
_KINDS = {
    "crisis": 1.5, "situation": 1.35, "help": 1.15, "rule": 1.15, "step": 1.12, "vetting": 1.1, "answer": 1.05,
    "checklist": 1.0, "letter": 0.95, "tool": 1.0, "about": 0.7, "index": 0.65, "fact-check": 0.65,
    "law": 0.6, "term": 0.6, "contribute": 0.5,
}  # fmt: skip
# Words with which a reader asks for a kind of page.
_WISHES = {
    "letter": (
        "模板", "范文", "范本", "样本", "格式", "申请书", "异议书", "答辩状", "通知书", "投诉信", "怎么写", "写材料", "的函",
        "要求平台",
    ),
    "tool": ("计算", "换算", "算一下", "怎么算", "多少钱", "多少利息", "实际利率", "年利率", "每期"),
    "term": ("什么意思", "啥意思", "是什么", "是啥", "什么叫", "叫什么"),
    "fact-check": ("是真的吗", "真的假的", "是不是真的"),
}  # fmt: skip
# Whoever writes that they want to die sees this page before any other, whatever else stands in the query.
_URGENT = "crisis"

_FIELD_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!$%&()*"
_SHARD_BYTES = 2200  # of JSON on average, at most; about 1 kB when compressed
# Texts that are remembered with their tokens: under `make serve`, most are the same at the next save. There must be
# room for all, headings included, since each build asks for them in the same order.
_REMEMBERED = 8192
_LONGEST_SYNONYM = 12  # characters; longer formal wordings are definitions, nobody types them
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "button", "caption", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_UNREAD = frozenset(("script", "style", "template", "svg", "noscript"))


_Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Document:
    """One page, or one section of a page, as search sees it.

    `url` is relative to the root of the site ("rules/collection/", "glossary/#irr"). `aliases` are the words
    that people type for it. `text` is plain text, one block per line, as `text_of` gives it.
    """

    url: str
    title: str
    kind: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    text: str = ""


def build(
    documents: Iterable[Document],
    synonyms: Iterable[Sequence[str]] = (),
    corrections: Iterable[tuple[str, str]] = (),
) -> dict[str, bytes]:
    """Return the files of the index, {path below the site's root: content}; equal input gives equal bytes.

    `synonyms` are groups of words that mean the same; a page that holds one is found by the others too.
    `corrections` are (wrong, right) pairs, applied to what the reader types. Raises ValueError if two
    documents share an address.
    """
    ordered = sorted(documents, key=lambda document: document.url)
    _refuse_twins(ordered)
    groups = tuple(_words(group) for group in synonyms)
    shards = _shards(_postings(ordered, groups), _phrases(ordered))
    files = {f"tokens/{number}.json": _json(shard) for number, shard in enumerate(shards)}
    for number, document in enumerate(ordered):
        files[f"pages/{number}.json"] = _json(_page(document))
        files[f"texts/{number}.json"] = _json(document.text)
    version = hashlib.sha256(b"".join(files[path] for path in sorted(files))).hexdigest()[:10]
    meta = _meta(ordered, version, len(shards), corrections)
    placed = {f"search/{version}/{path}": files[path] for path in sorted(files)}
    return {"search/meta.json": _json(meta), **placed}


def fold(text: str) -> str:
    """Return `text` with case, width and traditional forms folded, character by character (same length)."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """Return what counts of `text`: Han characters, Latin words and numbers; one space between two words."""
    out = ""
    for piece in re.findall(_PIECE, fold(text)):
        out += f" {piece}" if out and _is_word(out[-1]) and _is_word(piece[0]) else piece
    return out


def tokens(text: str) -> list[str]:
    """Return the tokens of one line: pairs of Han characters, words, a lone Han character."""
    found: list[str] = []
    for run in re.findall(_PIECE, squeeze(text)):
        if _is_word(run[0]) or len(run) == 1:
            found.append(run)
        else:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def shard_of(token: str, shards: int) -> int:
    """Return the number of the file that holds `token`, out of `shards` (a power of two)."""
    value = 0
    for character in token:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    return (value ^ (value >> 15)) & (shards - 1)


@lru_cache(maxsize=_REMEMBERED)
def text_of(html: str) -> str:
    """Return the readable text of an HTML fragment, one block (paragraph, cell, item) per line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects text; blocks become line breaks; scripts, drawings and heading anchors are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread:
            self._unread += [tag] if tag == self._unread[0] else []
        elif tag in _UNREAD or "headerlink" in (dict(attrs).get("class") or "").split():
            self._unread.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._unread = self._unread[1:] if tag == self._unread[0] else self._unread
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(re.sub(r"\s+", " ", data))


_PAIRS = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_TABLE = str.maketrans(_PAIRS) | {
    code: code + step for first, last, step in _RANGES for code in range(first, last + 1)
}


def _is_word(character: str) -> bool:
    return character.isascii()


def _words(group: Sequence[str]) -> tuple[str, ...]:
    squeezed = [squeeze(word) for word in group]
    return tuple(dict.fromkeys(word for word in squeezed if 2 <= len(word) <= _LONGEST_SYNONYM))


def _refuse_twins(documents: Sequence[Document]) -> None:
    counts = Counter(document.url for document in documents)
    twins = [url for url, count in counts.items() if count > 1]
    if twins:
        raise ValueError(f"搜索索引里有两页用同一个地址: {', '.join(twins)}")


def _postings(documents: Sequence[Document], groups: _Groups) -> dict[str, dict[int, int]]:
    """Return {token: {page: fields}}; fields are bits: 16 title, 8 alias, 4 heading, 1-3 for the text.

    A token that stands in none of them, but in a synonym of a word there, has 32 (of title, alias or heading) or 0.
    """
    held = [_held(document, groups) for document in documents]
    average = sum(one.length for one in held) / max(1, len(held)) or 1.0
    postings: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, one in enumerate(held):
        for token, count in one.body.items():
            postings[token][number] |= _step(count, one.length / average)
        for bit, found in one.fields:
            for token in found:
                postings[token][number] |= bit
        for fields, words in one.synonyms:
            for token in words:
                postings[token].setdefault(number, fields)
    return postings


@dataclass(frozen=True)
class _Held:
    """The tokens of one document: of its text with their counts, of each field, of synonyms that it does not hold."""

    body: Mapping[str, int]
    length: int
    fields: tuple[tuple[int, frozenset[str]], ...]
    synonyms: tuple[tuple[int, tuple[str, ...]], ...]


@lru_cache(maxsize=_REMEMBERED)
def _held(document: Document, groups: _Groups) -> _Held:
    body = _body(document)
    fields = tuple((bit, frozenset({*_letters(lines), *_tokens(lines)})) for bit, lines in _fields(document))
    synonyms = tuple((bit, tuple(_tokens(words))) for bit, words in _synonyms(document, groups))
    return _Held(body, body.total(), fields, synonyms)


def _fields(document: Document) -> list[tuple[int, Sequence[str]]]:
    """Return the lines of each field but the text, with its bit."""
    return [(16, [document.title]), (8, document.aliases), (4, [document.description, *document.headings])]


def _synonyms(document: Document, groups: _Groups) -> list[tuple[int, Sequence[str]]]:
    near = [document.title, *document.aliases, document.description, *document.headings]
    return [(32, _expansion(near, groups)), (0, _expansion(document.text.split("\n"), groups))]


def _expansion(lines: Iterable[str], groups: _Groups) -> list[str]:
    """Return the synonyms of words that `lines` hold and that they do not hold themselves."""
    held = "\n".join(squeeze(line) for line in lines)
    touched = [group for group in groups if any(word in held for word in group)]
    return [word for group in touched for word in group if word not in held]


def _body(document: Document) -> Counter[str]:
    counts = Counter(_tokens(document.text.split("\n")))
    return Counter({token: count for token, count in counts.items() if len(token) > 1 or _is_word(token)})


def _tokens(lines: Iterable[str]) -> list[str]:
    return [token for line in lines for token in tokens(line)]


def _letters(lines: Iterable[str]) -> set[str]:
    """Return single Han characters, so that a query of one character finds titles, aliases and headings."""
    return {letter for line in lines for letter in squeeze(line) if not _is_word(letter)}


def _step(count: int, length: float) -> int:
    """Return 1-3 for how much a page is about a token: BM25's saturation, in three steps."""
    share = count / (count + 1.2 * (0.3 + 0.7 * length))
    return 1 + (share > 0.45) + (share > 0.7)


def _phrases(documents: Sequence[Document]) -> dict[str, dict[str, list[int]]]:
    """Return {first token: {whole title or alias: pages}}, to notice a whole alias in a sentence."""
    phrases: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for phrase in dict.fromkeys(squeeze(text) for text in (document.title, *document.aliases)):
            if len(phrase) > 1:
                phrases[tokens(phrase)[0]][phrase].append(number)
    return phrases


def _encode(posting: Mapping[int, int]) -> str:
    """Return a posting as text: a letter for the fields, then the gaps between the pages that have them so.

    A gap is written as gap//26 in decimal digits (nothing for 0), then a small letter for gap%26.
    """
    out: list[str] = []
    before, fields = -1, -1
    for page in sorted(posting, key=posting.__getitem__):  # the pages come in order
        has = posting[page]
        if has != fields:
            out.append(_FIELD_LETTERS[has])
            before, fields = -1, has
        tens, rest = divmod(page - before - 1, 26)
        out.append(f"{tens or ''}{chr(97 + rest)}")
        before = page
    return "".join(out)


def _shards(
    postings: Mapping[str, Mapping[int, int]], phrases: Mapping[str, Mapping[str, list[int]]]
) -> list[dict[str, object]]:
    encoded = {token: _encode(posting) for token, posting in postings.items()}
    size = sum(len(token.encode()) + len(text) + 6 for token, text in encoded.items())
    shards: list[dict[str, object]] = [{} for _ in range(1 << max(0, (size // _SHARD_BYTES).bit_length()))]
    for token in sorted(encoded):
        known = dict(sorted(phrases.get(token, {}).items()))
        shards[shard_of(token, len(shards))][token] = [encoded[token], known] if known else encoded[token]
    return shards


def _page(document: Document) -> dict[str, object]:
    return {
        "url": document.url,
        "title": document.title,
        "kind": document.kind,
        "description": document.description,
        "aliases": list(document.aliases),
        "headings": list(document.headings),
    }


def _meta(
    documents: Sequence[Document], version: str, shards: int, corrections: Iterable[tuple[str, str]]
) -> dict[str, object]:
    kinds = sorted({document.kind for document in documents})
    pairs = sorted({(squeeze(wrong), squeeze(right)) for wrong, right in corrections})
    return {
        "version": version,
        "shards": shards,
        "pages": len(documents),
        "kinds": "".join(chr(97 + kinds.index(document.kind)) for document in documents),
        "priors": [_KINDS.get(kind, 1.0) for kind in kinds],
        "wishes": [list(_WISHES.get(kind, ())) for kind in kinds],
        "urgent": "".join(chr(97 + number) for number, kind in enumerate(kinds) if kind == _URGENT),
        "weights": _WEIGHTS,
        "fields": _FIELD_LETTERS,
        "piece": _PIECE,
        "ranges": [list(entry) for entry in _RANGES],
        "pairs": "".join(f"{old}{new}" for old, new in _PAIRS.items()),
        "particles": _PARTICLES,
        "asking": sorted(_ASKING, key=lambda phrase: (-len(phrase), phrase)),
        "corrections": [[wrong, right] for wrong, right in pairs if wrong and wrong != right],
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
