"""Sentences that the site never says as its own, in any wording: each hurts whoever believes it.

A myth is found in one sentence: its `core` (what is asserted) together with the words it is `about`. The sentence may
stand when the assertion is turned around (不等于、不会、别信……) in its own clause, is reported as somebody else's (有人说、
网传……) or as a rule of the past (旧、曾经规定……), is a question, or holds the words that give it its true scope (`unless`).
Named places may quote a myth, because the correction stands beside: the fields of `QUOTING` and the fence ```myth.

It knows words, not meaning: a new wording may slip through, so a person still reads what is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from calculators.dated import NotCovered
from hooks import figures, prose, references
from hooks.content import Library
from hooks.prose import Finding

RULE = "never-print"
# Fields that hold what others say or call things, and names, ids and proofs, which are no statements of ours.
QUOTING = frozenset(
    {"claim", "variants", "often_misused_as", "collector_says", "aliases", "term", "formal", "colloquial"}
    | {"misspellings", "say", "id", "url", "official_url", "evidence", "source", "sources"}
)
# Fields whose addresses are the register of what may be shown.
REGISTER = frozenset({"url", "official_url"})
Span = tuple[int, int]


@dataclass(frozen=True)
class Form:
    """One way to say a myth: the words that assert it, those that must stand beside, those that make it right.

    The rarest group of `about` comes first: most sentences are done with there.
    """

    core: str
    about: tuple[str, ...] = ()
    unless: str = ""


@dataclass(frozen=True)
class Myth:
    """A sentence never to print: what it says, what to write instead, the forms it takes.

    `terms` marks a slogan or a name: between quotation marks it is mentioned, not said.
    """

    id: str
    says: str
    instead: str
    forms: tuple[Form, ...]
    terms: bool = False


# ── Word groups ──────────────────────────────────────────────────────────────────────────────────────
# In all patterns a blank or a new line means "or". Sentences are compared in lower case and without their blanks.
# Alternatives that begin with a plain character are found several times faster than those that begin with a group.


def _one(words: str) -> str:
    """Make one group of alternatives, to stand within a pattern."""
    return f"(?:{'|'.join(words.split())})"


LOANS = """网贷 网络贷款 网络借款 网上借 网上贷 线上贷 小贷 消费贷 消费金融 现金贷 贷款平台 借款平台 花呗 借呗 微粒贷 app 高炮
    培训贷 美容贷"""
LOAN = _one(LOANS)
DEBTS = f"{LOANS} 借款 借钱 贷款 欠款 欠债 欠钱 欠的 债务 逾期 还不上 还不起 没还 不还 断供 拖着"
_NEED_NOT = _one(
    """不用 不必 无需 无须 不需要 用不着 可以不 可不 有权不 有权拒绝 可以拒绝? 没有?义务 不该你 不该由你"""
)
_PAY = _one("归还 偿还 还 付 给 承担 支付")
NOT_PAY = f"""{_NEED_NOT}(?:再|去|全额)?{_PAY}(?!过|清|得起|上|出|你|他|我)
    一分(?:钱)?都?不(?:用|必)?(?:还|欠|给|付) 不还也(?:没事|行|可以|没关系|不要紧) 拒绝(?:还款|偿还|归还)
    不欠(?:平台|对方|他们|机构|钱|它|任何) 没有?还款义务 等于白[送拿] 钱(?:就)?归你"""
_GONE = (
    "(?:作废|无效|免除|免掉|清零|归零|一笔勾销|勾销|不认|不用管|不用理|不成立|减免[一二三四五六七八九半]成)"
)
DEBT_ENDS = (
    f"(?:债务?|欠款|借款|贷款|合同|借条|欠的钱|这笔钱)(?:就|也|都|即可|可以|全部|整个|自动|一律|直接)*{_GONE}"
)
_NO = "(?:不算是?|不是|不叫|不能算|不构成|算不上|不属于|就没有?|等于没有?)"
PRINCIPAL = "(?:本金|本钱|本息|到手的钱|借的钱|借来的钱|全部的?钱)"
OVER = "(?:超过?|高于|越过|突破|大于|过了|过线|违规)"
TOO_DEAR = rf"""(?:利率|利息|年化|息费|费率)[^，]{{0,10}}(?:{OVER}|太高|过高|超标) 高利贷? 砍头 高炮 超利贷 违法放贷
    {OVER}[^，]{{0,6}}(?:\d|四倍|红线|上限|[一-九]分)"""
COUNT = r"(?:\d+|[一两二三四五六七八九十几])(?:多|来)?(?:次|个|通|遍)(?!月|人|工作日|字|平台)"
CALLS = "催收 电话 来电 打来 打你 拨打 呼叫 通话 骚扰 一天 每天 每日 当天 同一天"
NIGHT = r"""22[:：点时] 二十二点 (?:晚上?|夜里)(?:\d+|十|十一)[点时] (?:21|9|九)点以?后 晚上 夜里 夜间 深夜 半夜
    早(?:8|八)晚(?:10|十) 早上(?:8|八|7|七)点(?:之|以)?前"""
BROKEN = "(?:违法|犯法|犯罪|违反了?(?:国家)?(?:法律|刑法|民法典))"
FAMILY = "家人 家里 家属 父母 爸 妈 配偶 老公 老婆 丈夫 妻子 亲友 亲戚 朋友 兄弟 姐妹 子女 孩子"
ONE_HOME = """唯一的?(?:一套)?.{0,2}(?:住房|房|住宅|住处) (?:仅有|只有|最后|就)的?一套房
    工资[卡是] 工资账户 发工资的卡 养老金账户"""
CANNOT = "(?:不能|不会|不得|不可以?|不准|不许|无权|没权|不允许|不敢)"
SEIZE = "(?:动|查封|冻结|扣|划|拍卖|执行|处置|碰|封|拿走|收走)"
FOUR_TIMES = r"(?:12(?:\.0+)?%|百分之十二|(?:四|4)倍(?:的)?(?:一年期)?lpr|lpr的?(?:四|4)倍)"
ANY_LINE = rf"(?:{FOUR_TIMES}|24%|15\.4%|百分之二十四)"
LINE = "(?:上限|红线|封顶|顶格|最高线|法定线|天花板|分界线)"
MUST_NOT_EXCEED = "(?:不得|不能|不准|不许|不可|不允许)(?:超过|高于)"
RATE_36 = r"(?:36(?:\.0+)?%|百分之三十六|三分利|36个点)"
COMPANIES = """借呗 花呗 微粒贷 金条 白条 度小满 有钱花 360借条 拍拍贷 信也 分期乐 乐信 洋钱罐 宜人贷 网商贷 网商银行 众安 招联
    马上消费 安逸花 小赢 桔多多 还呗 省呗 美团借钱 放心借 林花贷 林果贷"""
COMPANY = _one(COMPANIES)
_SO = "(?:就|都|所以|因此|可见|说明|证明|必|等于|一定|肯定|显然)(?:都|它|他们|宣传|数据|这家|该公司|平台)*"
_IS = "(?:一定|就)?(?:是|属于|算|纯属|就是|在|涉嫌|明显|已经?|)"
THIS_COMPANY = "这家 那家 该公司 该平台 该机构 该app 该产品 这个?(?:公司|平台|机构|app|产品)"
CHECKED = "通报 处罚 约谈 判决 裁判 公告 认定 冒充 仿冒 冒用 山寨 名义 据此"
THESE = "(?:这|下面|以下)[款几一家个]*(?:产品|平台|app|口子|贷款|律所|公司)"
_RECOMMEND = (
    _one("推荐 建议 首选 优先选? 不妨 考虑 可以试试? 可以用 试试 放心 去 选择? 值得 下载 注册 申请 使用 点击")
    + _one("大家 你 一下 下 使用 选择? 申请 借 用 试试 去 办理 找 联系 一?家 专业的? 正规的? 靠谱的?")
    + "*"
)
_PRODUCT = _one(
    f"""{COMPANIES} {THESE} (?:网贷|借款|贷款)(?:平台|app|产品|口子) 口子 某?某[^，]{{0,6}}律(?:所|师事务所)
    (?:债务|法务|协商|维权|债务优化|债务重组|征信修复|代理维权)(?:团队|公司|机构|中介)"""
)
_GOOD = _one(
    """靠谱 好下 好批 容易 通过率高 最快 利[率息]最?低 最?划算 口碑好 值得 放心 首选 最安全 门槛低 额度高 推荐 适合 友好
    宽松"""
)
SILENT = """停止(?:一切|所有|全部)?(?:还款|偿还) 停掉(?:一切|所有|全部)?还款 还款(?:全)?停 停还 断供
    换(?:掉|个|了|新|手机)*(?:号|手机卡) 换卡换号 注销(?:手机)?号 手机号码?注销 号码?注销
    关机(?!构) 失联 停机 拔掉?(?:手机)?卡 卡拔 玩消失 玩失踪 躲起来 躲一阵
    电话(?:一律|都|全)不接 一律不接电话 都不接电话 全不接电话 故意逾期
    先让[^，]{0,4}逾期 让它[^，]{0,4}逾期 先逾期 先把还款[^，]{0,2}停"""
_ADVICE = """先 直接 干脆 立刻 马上 赶紧 尽快 主动 全部 全面 集体 建议 不如 最好 应该 应当 可以 需要 只要 就 得 要 学会 果断
    第[一二三]步 把 办法是"""
_YIELD = "(?:主动|让步|给方案|打折|减免|求|找你谈|着急|低头|妥协|松口)"
LENDER = "(?:平台|对方|他们|银行|机构|催收)"

# ── The sentences ────────────────────────────────────────────────────────────────────────────────────

MYTHS: tuple[Myth, ...] = (
    Myth(
        "never-01-card-fraud",
        "网贷欠到一定数额就是信用卡诈骗",
        "恶意透支只管信用卡，还要有非法占有的目的和有效催收；写网贷时说明它不适用",
        (
            Form(
                "信用卡诈骗 恶意透支",
                ("诈骗 透支", f"{LOANS} 网上 平台 (?:欠款|借款|贷款)(?!.{{0,6}}信用卡)"),
                "信用卡(?:欠|透支|还不上|逾期) 持卡人 冒用 盗刷",
            ),
            Form(
                "(?:构成|就是|算|叫|属于|按|定|涉嫌)了?(?:信用卡诈骗|恶意透支)",
                ("[5五]万 逾期 不还 还不上",),
                "信用卡(?:欠|透支|还不上|逾期) 持卡人 冒用 盗刷",
            ),
        ),
    ),
    Myth(
        "never-01-jail",
        "单纯还不上钱就会坐牢、被抓、构成犯罪",
        "单纯还不上是民事纠纷；要讲刑事风险，写明是哪种行为（借款时造假、冒名、有能力却拒不执行判决、信用卡恶意透支）",
        (
            Form(
                """坐牢 牢饭 坐监 蹲监狱 进监狱 入狱 判刑 判[一二三四五六七八九十]年 刑拘 拘留 看守所 抓人 被抓 抓走 抓起来 逮捕
                有期徒刑 牢狱 刑事处罚 立案侦查 拘人 有案底 归刑事
                追逃 逃犯 通缉 被带走 把人带走 负?刑事责任 涉刑 留案底 要进去 构成[^，]{0,6}(?:犯罪|诈骗) 是犯罪
                (?:就是|算|属于)(?:贷款|合同)?诈骗""",
                (DEBTS,),
                """造假 假的?材料 假资料 虚假 虚构 编造 伪造 骗取 骗贷 欺骗手段 重大损失 冒名 冒用 他人身份 拒不 拒执 拒报 有能力
                非法 恶意透支 信用卡 转移财产 隐匿 威胁 恐吓 侮辱 辱骂 强闯 侵入 限制(?:人身)?自由 放贷人 出售 买卖 背债
                组织者 中介 黑灰产 判决 法院 催收人 骗子 治安 寻衅 软暴力""",
            ),
        ),
    ),
    Myth(
        "never-02-principal",
        "利率超过某条线，本金也不用还",
        "超出的利息可以请求减或不付，到手的本金和线以内的利息照还",
        (
            Form(
                f"""{PRINCIPAL}[^，不]{{0,6}}，?[也都就]?{_one(NOT_PAY)} {_one(NOT_PAY)}(?:全部|任何)?的?(?:本金|本钱|本息)
                不用还本(?!人) {PRINCIPAL}[^，不]{{0,4}}(?:免了|免除|全免|作废|归零|勾销|能免|可以免)""",
                (f"{PRINCIPAL} 还本",),
                "冒名 冒用 没有?到[账手] 没收到 预先扣 砍头(?!.{0,8}本金) 遗产 继承",
            ),
            Form(
                f"{NOT_PAY} {DEBT_ENDS} 可以拒还",
                (TOO_DEAR,),
                "超[过出].{0,10}部分 多出 多收 超出的 那一?部分 部分利息 的利息 利息可以 费用",
            ),
        ),
    ),
    Myth(
        "never-03-one-cap",
        "所有网贷同一个利率上限（12%、四倍 LPR、24%）",
        "写明这条线管谁、从哪天起、是什么性质：四倍 LPR 只管民间借贷，小贷是引导目标，24% 各有各的出处",
        (
            Form(
                f"""{LINE}[^，]{{0,12}}{ANY_LINE} {ANY_LINE}[^，]{{0,8}}{LINE} {ANY_LINE}的?(?:限制|约束)
                (?:遵守|必须在){ANY_LINE} {MUST_NOT_EXCEED}[^，]{{0,8}}{ANY_LINE} (?:最高|至多|最多|顶多)[^，]{{0,4}}{ANY_LINE}
                (?:压到|降到|控制在|限制在|必须在)了?[^，]{{0,4}}{ANY_LINE} {ANY_LINE}[^，]{{0,4}}(?:适用于|管)所有""",
                (
                    ANY_LINE,
                    f"""所有 全部 任何 一切 各类 各家 凡是 不管哪 不论哪 每一?笔 每家 统一 一律 全国 国家 都是 都不 法律规定 平台
                    持牌 {LOANS}""",
                ),
                r"""民间 个人之间 无牌 没有牌照 引导 目标 逐步 助贷 新发放 通行口径 解读 起诉 请求 诉讼 各管各
                担保费 小贷指引 指引口径 据(?:媒体)?报道""",
            ),
            Form(
                f"{OVER}.{{0,4}}{FOUR_TIMES}.{{0,10}}(?:无效|违[法规]|不受(?:法律)?保护|不支持|可以拒[绝付]|退息|退还|投诉)",
                (FOUR_TIMES, f"银行 助贷 持牌 平台 所有 全部 一律 凡是 都 {LOANS}"),
                "民间 个人之间 个人放 无牌 没有牌照",
            ),
            Form(
                "(?:银行|消费金融)[^：，]{0,10}小贷[^。]{0,16}24%", ("24%",), "助贷 新发放 指引 起诉 各管各"
            ),
        ),
    ),
    Myth(
        "never-04-calls",
        "一天打够几个电话就是违法",
        "次数出自推荐性国标（有效通话）和行业自律（没接通的尝试），不是法律；写明口径和效力",
        (
            Form(
                f"""{BROKEN} (?:可以|就能|直接|就可以)(?:报警|起诉|立案) 报警(?:一定|就|都|必须|也)(?:会)?(?:受理|立案|管)
                构成(?:骚扰|侵权) 能告他""",
                (COUNT, CALLS),
                "威胁 恐吓 辱骂 侮辱 诈骗 信用卡 非法占有",
            ),
            Form(
                f"(?:不得|不能|不准|不许|禁止|最多|只能|只许|只准|限|不超过)[^，]{{0,8}}{COUNT}",
                (COUNT, CALLS, "法律 法定 国家(?:规定|强制|明文) 强制 依法 新规 一律"),
                "推荐 自律 国标 协会 指引 不宜 不应 参照 上门 工信部",
            ),
        ),
    ),
    Myth(
        "never-05-quiet-hours",
        "国家强制规定夜里不许催收，违反就可以不还",
        "夜里不催出自推荐性国标和行业自律，可以拿来投诉；违规催收不等于不用还",
        (
            Form(
                f"""{BROKEN} 国家(?:强制|明文|明令|规定|禁止|不许|不让) 强制性?规定 法律(?:明文)?(?:规定|禁止) 法定 明令禁止
                依法(?:不得|不能|不许|不准)""",
                (NIGHT, "催 打电话 打来 来电 联系你"),
                "推荐 自律 不强制 协会",
            ),
            Form(
                f"{NOT_PAY} 有权不还 {DEBT_ENDS}",
                (
                    "违规 违法 违反 没做到 不合规 夜 骚扰 骂 暴力 威胁 恐吓 爆通讯录 投诉 曝光",
                    "催收 催债 骚扰 爆通讯录 骂 上门 国标 协会指引 推荐性 投诉",
                ),
                "联系人 亲友 紧急 担保 签字",
            ),
        ),
    ),
    Myth(
        "never-06-go-silent",
        "先停还、换号、失联，等对方来求你",
        "留着原号，可以静音；主动说明困难，把方案写成书面",
        (
            Form(
                f"""{_one(_ADVICE)}(?:把|将)?[^，。不别勿教怕]{{0,6}}{_one(SILENT)} 要先逾期 还款停了
                {_one(SILENT)}[^。不]{{0,12}}(?:清净|再说|再谈|最有效|才有用|才能谈|就能谈|过一?阵|过一?段)
                {_one(SILENT)}[^。]{{0,12}}(?:会|才|自然)[^，]{{0,6}}{_YIELD}""",
                (SILENT,),
                """客服失联 催收公司换 对方失联 对方换 本人失联 被认定 视为 刑事 不是办法 才可以 联系人 收不到 送不到""",
            ),
            Form(
                f"""(?:等|让|逼|叫|到).{{0,6}}{LENDER}.{{0,8}}(?:{_YIELD}|求着|主动(?:找|来|联系|协商|谈)|急)
                {LENDER}(?:自然|就|才|着?急了|会|给你?)+{_YIELD}""",
                ("停还 停止还 停掉 断 换号 换.{0,3}号 失联 关机 不还 拖 不接 熬 晾 躲 别理",),
            ),
        ),
    ),
    Myth(
        "never-07-three-years",
        "三年没人起诉，债就自动作废",
        "时效过了债还在，只是可以在一审里抗辩；催收、还款、答应还都会重新算",
        (
            Form(
                f"""作废 消灭 消失 清零 归零 勾销 核销 失效 失去效力 丧失 就过期 过期了 没了 不存在 自动?免除 不算数 翻篇
                等于不欠了 自动(?:取消|结清|解除|终止)
                (?:没有?|无)(?:权利?|资格|理由)(?:再)?(?:要|追|催|告) 要不(?:回|到|了)
                不(?:受|再)?(?:法律)?保护 {NOT_PAY}""",
                (
                    r"(?<!\d)[三3两2五5多几]年 时效",
                    """债 欠款 借款 贷款 网贷 逾期 欠账 旧账 这笔钱 这个钱
                    这笔账 要钱 没人?(?:被?起诉|催|被?告) 不(?:起诉|告|催) 时效""",
                ),
                "征信 记录 失信 保存 公示 支付令 冻结 查封 遗产 继承 名单 撤销权 抗辩 合同到期 提存",
            ),
        ),
    ),
    Myth(
        "never-08-five-years",
        "熬满五年，逾期记录自动消失",
        "五年从还清（不良行为终止）那天起算；没还清，记录一直在",
        (
            Form(
                """消失 消除 消掉 删除 删掉 删了 清除 清掉 清空 清零 归零 洗白 没了 抹掉 不见 翻篇 干净 更新掉 覆盖 刷新
                恢复(?:正常|清白|干净|如初)? (?:查|看)不到 [五5]年一(?:更新|清|轮|换)""",
                (r"(?<!\d)[五5]周?年", "征信 逾期 记录 不良 黑名单 呆账"),
                "还清 结清 还完 终止 付清 清偿 还上 全还 履行 取代 房贷",
            ),
            Form(
                "[从自按][^，]{0,4}逾期[^，]{0,6}(?:起|开始|计算|算)", (r"(?<!\d)[五5]年",), "还清 终止 结清"
            ),
        ),
    ),
    Myth(
        "never-09-avoid-service",
        "不开门、不签收、不点短信，法院就判不了",
        "拒收可以留置送达，找不到人可以公告送达，不到庭可以缺席判决；收到就按期应诉",
        (
            Form(
                """(?:判决?|审|告|执行|立)(?:不了|不成|不下) 开不了庭 拿你?没(?:办法|辙|招) 送达不[了成] 送不[到了达]就
                送不到，?就?(?:不生效|无效|不算)
                打不(?:起来|下去|成)
                (?:不能|没法|无法|没办法|不敢)(?:开庭|缺席判|判|审理?|立案|往下走|执行|继续) 不得(?:开庭|立案|执行)
                (?:不算|不能算|不视为|等于没有?|就没有?)(?:送达|收到|通知) 点开才算
                不收就(?:无效|不算) (?:就当|等于)没(?:起诉|立案|这回事)
                (?:判决|传票|送达|文书|开庭|通知)(?:就|也|都|一律)?(?:不生效|无效|不算|没有效力|没用|白搭|作废)""",
                (
                    """(?:不|没|别|躲|避|只要)[^，]{0,8}(?:签|开门|点|短信|链接|快递|传票|文书|通知|电话|露面|见人|出庭|到庭|应诉|收)
                    不去开庭 不告诉 拒收 拒签 避而不见 躲 收不到 找不到你 通知不到""",
                ),
                "简便方式 确认.{0,4}收到 电子送达 简易程序 支付令 下落不明 仲裁 执行标的 终结",
            ),
        ),
    ),
    Myth(
        "never-10-court-sms",
        "法院短信都是骗子发的，不用理",
        "法院确实会发短信；先用自己查到的 12368 或法院总机核实，再决定报警还是应诉",
        (
            Form(
                """(?:都|全|一律|一定|肯定|百分(?:之)?百|必然|绝对|统统|基本|就)(?:都)?[是算属]?于?(?:假|骗|诈骗|催收冒充|冒充)
                (?:不用|不必|无需|不需要|用不着|可以不|大可不|直接不|统统不|一律不|不要|别)(?:去)?(?:理|管|看|回应|搭理|当真|在意|核实)
                (?:直接|马上|一律|看到就|一概)(?:删|拉黑|忽略|无视|挂|打110|报警|不要信|不信)
                (?:忽略|无视|删掉)(?:就好|即可|它|就行) 法院[^，]{0,4}只(?:会)?(?:邮寄|寄|用纸|发纸)""",
                (
                    "法院 12368 开庭 立案 起诉 传票 调解中心 调解员",
                    "短信 电话 来电 通知 链接 传票 信息 消息",
                ),
                """转账 汇款 付款 打款 验证码 共享屏幕 屏幕共享 个人账户 收钱 交钱 扫码 确认是假 核实(?:后|过|完) 查[过实]
                催收[公函人] 别理(?:会)?链接 律师函""",
            ),
            Form(
                "法院(?:从来?|根本)不(?:用|靠)(?:短信|电话|手机|微信)"
                " 法院(?:从来?|绝|永远|根本|是)?(?:不会|不可能|从不|绝不)"
                "(?:给.{0,4})?(?:用|通过|靠)?(?:发|打|短信|电话|手机|微信)",
                (),
                "转账 汇款 付款 打款 验证码 屏幕 收钱 交钱 扫码 缴 要你 让你 叫你 主动审 帮你",
            ),
        ),
    ),
    Myth(
        "never-11-only-home",
        "唯一住房和工资卡，法院绝对不能动",
        "有例外：唯一住房看是否生活必需和三种情形，工资卡可以冻结扣划，但要留生活费，得自己书面申请",
        (
            Form(
                f"""(?:绝对?|一定|肯定|永远|根本|无论如何|怎么也|完全|一律|任何人都?|谁[都也]){CANNOT}[^，]{{0,4}}{SEIZE}
                (?:法院|执行局|法官|对方|银行|谁)[^，]{{0,6}}{CANNOT}[^，]{{0,4}}{SEIZE} 不会被[^，]{{0,2}}{SEIZE}
                (?:动|碰|封|冻|扣|拿|执行|拍卖|查封)不(?:了|得|走) 拿你没(?:办法|辙) 受法律(?:绝对)?保护 [是很]安全""",
                (ONE_HOME,),
                "例外 必需 必要 一般 情形 低保 除非 除外 生活费 官方 不欠",
            ),
        ),
    ),
    Myth(
        "never-12-interest-stop",
        "停息挂账、分六十期是借款人的权利，平台必须同意",
        "网贷没有法定的停息挂账；信用卡办法第70条的个性化分期也要协商一致。写成“可以请求，对方可以不同意”",
        (
            Form(
                "停息 挂账 免息分期 分(?:60|六十|36|三十六)期 (?:60|六十)期",
                (
                    "停息 挂账 免息 [0六]期 十期",
                    """依法 合法 法定 可以 能 有权 申请 必须 应当 应该 强制 权利 一律 得 政策 国家 办理 无权拒 同意 帮你 支持 义务
                    法律保护""",
                ),
                """协商一致 写进 写明 怎么写 协议(?:里|怎|写|约) 问清 问一句 清楚 签了 签之前 收费 先交 收钱 中介
                (?:同意|答应)(?:才|了) 已经?约定 破产 要看 没有规定""",
            ),
            Form(
                r"""(?:必须|应当|应该|一定要|只能|不得不|都得|就得|有义务)(?:同意|答应|接受|批准|为你)
                (?:必须|应当|应该|一定要|都得|就得|有义务)(?:给你?)?[^，]{0,3}(?:分期|分[\d一二三五六]|延期|减免|展期)
                (?:不得|不能|无权|不准|不可以)(?:拒绝|不同意|不批) 是(?:你的|借款人的|法定的?|我们的)权利
                不同意[^，]{0,4}，?就是违[法规]""",
                (
                    r"分期 分[\d一二三五六]+[年期] 延期 展期 减免 停息 挂账 协商 宽限 个性化 还款方案",
                    "平台 银行 机构 对方 网贷 贷款人 出借人 小贷 消费金融 权利",
                ),
                "法院(?:应当|准) 签了 违约的除外 协商一致",
            ),
            Form(
                "(?:适用|参照|按照?|依据|依照)[^，]{0,10}(?:第70条|信用卡[^，]{0,6}办法)",
                ("第70条 信用卡[^，]{0,6}办法", LOANS),
                "只管信用卡 信用卡欠款",
            ),
        ),
    ),
    Myth(
        "never-12-six-months",
        "网贷可以依法延期六个月",
        "没有看到这样的条款；写成“可以申请展期，要贷款人同意”",
        (
            Form(
                """(?:延期|延长|延后|延迟还|缓还|暂缓|宽限|暂停还款|停息|展期|推迟)[^，]{0,8}(?:(?:6|六|12|十二)个月|半年)
                (?:(?:6|六|12|十二)个月|半年)的?(?:本金|还款)?(?:延期|宽限|展期|缓冲|延迟)""",
                (
                    "个月 半年",
                    "网贷 平台 借款 贷款 还 逾期 欠款 小贷 银行 机构 本金 申请 证明 依法 法律 规定 办法",
                ),
                "开庭 举证 答辩 查封 冻结 双方约定 协议 同意才 对方同意 书面答应",
            ),
        ),
    ),
    Myth(
        "never-13-not-my-card",
        "钱没打到自己卡上就不算借款",
        "消费分期、培训贷按你的授权付给商家，也是借款；冒名、没放款的另说",
        (
            Form(
                f"""{_NO}(?:你的|我的|你|我|真正的?)?(?:借款|贷款|借贷|借钱|借|债|欠)
                {NOT_PAY} 不[必用](?:认|承担) (?:合同|债)(?:就)?(?:不成立|无效) 才算(?:是)?(?:借|贷|你的)
                (?:借款|贷款|债)就?不是你的
                该(?:机构|商家|医院|他们|学校)还""",
                (
                    """(?:没|未|不是)(?:有)?(?:直接)?(?:打|到|进|转|经过|落|汇)(?:到|入|进|过|给)?(?:自己|本人|我|你|手|账|卡|名下)
                    (?:打|转|付|汇|给|发放)(?:给|到|进|了)*(?:商家|培训|机构|商户|医院|学校|店|中介)
                    (?:打|进|到)[进到]?(?:自己|本人)[^，]{0,4}[卡户] 钱是?(?:机构|商家|医院|学校)收""",
                ),
                "部分 那一截 差额 预先扣 砍头 冒名 冒用 授权 没有?放款 没有?借",
            ),
        ),
    ),
    Myth(
        "never-14-family-promise",
        "家人先口头答应一句没关系，反正没签字",
        "答应一起还可能成为债务加入（民法典第552条）；写成“什么都不答应，只说有事找本人”",
        (
            Form(
                """没(?:有)?(?:关系|事|什么|影响|(?:任何)?(?:法律)?效力|责任|风险) 不要紧 无所谓 不算数? 不作数 无妨
                不用(?:负责|担心|当真) 不[承担负]+(?:任何)?(?:责任|后果) 无效 没法律效力 不碍事""",
                (
                    """答应 应下 应承 承诺 应付一句 应一[句声] 同意[还代] 说(?:一[句声])?[^，]{0,2}[我帮替会来].{0,4}还
                    口头 电话里 松口""",
                    FAMILY,
                ),
                "本人 有事找 静音",
            ),
            Form(
                "不用(?:负责|承担|还|认) 不算数? 没有?(?:关系|事|责任)",
                ("[没不](?:有)?签字", "口头 嘴上 答应 承诺 说什么"),
                "本人 有事找",
            ),
        ),
    ),
    Myth(
        "never-15-unproved-blame",
        "没有查到，就说某家公司是假的、违法的",
        "写“没有查到，所以无法核实，也不能据此说它是假的”",
        (
            Form(
                f"{_SO}{_IS}(?:假|骗|编|谎|违法|非法|黑平台|造假|捏造|虚构)",
                (
                    """没有?(?:查|搜|找|核|检索|看)到 (?:查|搜|找|检索)不到 无法核实 无从核实 没有?公开
                    没有?公示 没有?披露 没有?出处 名单[里上中]没有 不在[^，]{0,4}名单""",
                ),
                "确认",
            ),
            Form(
                f"""{_IS}(?:一家|个|典型的?)*(?:假(?:的|平台|公司|app)|造假|违法|非法|黑平台|套路贷|高利贷)
                {_IS}(?:一家|个|典型的?)*(?:骗子|诈骗|骗局|骗人|撒谎|说谎|编|捏造|坑人|违规)
                (?:说法|宣传|数据|承诺)[都全]?是?(?:虚?假|不实|虚构|编造|骗人)""",
                (f"{COMPANIES} {THIS_COMPANY} 公司的",),
                CHECKED,
            ),
            Form(
                f"{COMPANY}[^，]{{0,4}}(?:编造|捏造|伪造|虚构|撒谎|说谎|造假|骗人|违法|违规)",
                (COMPANIES,),
                CHECKED,
            ),
        ),
    ),
    Myth(
        "unsafe-product",
        "推荐、介绍某个贷款产品、平台、中介或律所",
        "删掉推荐：本站不推荐任何贷款、平台、中介、律所；教人怎么核对资质",
        (
            Form(
                f"{_RECOMMEND}{_PRODUCT} (?:推荐(?!性|采用|阅读)|分享)[^，]{{0,8}}(?:口子|平台|app|产品|中介)",
                (),
                """客服 官方 协商 还款 看清 核对 核实 之前 前先 授权 卸载 注销 要求 时 证明 明示 利率(?:多少|怎么) 资料 认准
                正规渠道""",
            ),
            Form(
                f"""{COMPANY}[^，]{{0,8}}{_GOOD} (?:最快|最好|最低|首选|最划算|最靠谱)的?[是用选]{COMPANY}
                (?:我们|本站)合作的?(?:律师|律所|机构|公司|平台) {THESE}[^，]{{0,10}}{_GOOD}""",
                (f"{COMPANIES} 这 下面 以下 合作",),
            ),
            Form(f"(?:靠谱|正规|划算|便宜|好借|好用)的(?:就?是|有|像|比如)，?{COMPANY}", (COMPANIES,)),
            Form(
                "找一?家[^，]{0,4}(?:正规|靠谱|专业)的?(?:助贷|网贷|平台|中介|小贷|公司)"
                " 委托[^，]{0,4}(?:正规|靠谱|专业)的?(?:律所|律师|机构|公司|团队|中介)",
            ),
            Form(
                "(?:这里|点此|点击|扫码|加微信|下方链接|戳)[^，]{0,8}(?:借款|借钱|申请|下款|贷款|领额度|测额度|办理)"
            ),
        ),
    ),
    Myth(
        "unsafe-sure-approval",
        "保证下款、包过、不看征信一定放款",
        "这是广告话术：放进引号，说明不能信",
        (
            Form(
                """(?:保证|包|必|百分百|百分之百|100%|稳|秒|强|就能)(?:你|能|审批)*(?:下款|过审|通过(?!电|短)|批款|放款(?![前后的]))
                (?:肯定|一定|绝对)能(?:下(?=[。，！]|款)|批|过审) 秒到账
                包[过下]款? 必[过下]款? 秒[批下过] 强下 无视(?:征信|黑白|逾期|负债) (?:对)征信没要求
                (?:不看|不查|免)征信.{0,6}[借贷下过批] (?:借|贷|下款|批)[^，]{0,2}，(?:不看|不查|免)征信
                (?:黑户|逾期|征信黑|征信花|资质再差|负债再高)了?，?(?:也|都|照样|一样|依然|还)(?:能|可以?)[下借贷过批办]""",
                ("款 批 能下 到账 包过 必过 包下 必下 秒过 秒下 强下 通过 过审 无视 征信 黑户 逾期 资质 负债",),
                "不理 不点 不碰 不要点 关掉 不要付 小心 当心",
            ),
        ),
        terms=True,
    ),
    Myth(
        "unsafe-credit-laundering",
        "花钱就能洗白征信、删掉真实逾期",
        "真实的记录谁也删不掉；写错误信息可以免费异议，收费修复不要信",
        (
            Form(
                """洗白 洗征信 洗一洗 铲单 修复征信 征信修复 征信就?能修复 逾期修复 征信[^，]{0,6}花钱修复
                (?:消除|删除|删掉|抹掉|抹去|撤销)(?:真实的?)?(?:逾期|不良)(?:记录|信息)?
                (?:征信|逾期|不良)[^，]{0,6}(?:消掉|抹掉|抹去|撤掉|删掉|洗掉|清掉)""",
                (
                    "可以 能 帮 教 找 花钱 付 收费 交钱 办理 先 快速 一键 合法 内部 渠道 方法 技巧 专业 申请 保证",
                ),
                """错误 异议 有误 还清 结清 终止 政策 五年 5年 冒名 不是你 出错 举报 提示 禁 通报 点名 打击 风险 条件 不展示
                骗 不理 先别 有人收钱 有人找上门""",
            ),
            Form("真实的?(?:逾期|不良|记录)[^，]{0,6}(?:洗白|删|消掉|抹|撤)", ("(?<!不)能 (?<!不)可以",)),
        ),
        terms=True,
    ),
    Myth(
        "unsafe-old-authority",
        "把银监会、银保监会当成今天的监管机关",
        "现在写国家金融监督管理总局；讲旧文件时写“原银保监会”或写明年份、文号",
        (
            Form(
                "(?<![原前])(?:银监会|银保监会|保监会|银保监局|银监局|银监分局|银保监分局)",
                ("监会 监局 监分局",),
                r"20(?:0\d|1\d|2[0-3])年 〔20 职责 承接 承担 改为 撤销 组建 更名 令\d 第\d+号",
            ),
        ),
        terms=True,
    ),
    Myth(
        "unsafe-36",
        "36% 是今天的利率线",
        "36% 是 2015 年的旧民间借贷规则，已被取代；今天只在非法放贷定罪里出现，写明这个范围",
        (
            Form(
                f"""{RATE_36}(?:以内|以下|之内|以上|[是为的]?{LINE}) 自然债务 {OVER}了?(?:年化|年利率)?{RATE_36}
                {RATE_36}[^，]{{0,6}}(?:合法|受(?:法律)?保护|有效|支持|允许|无效|违法|高利贷|可以拒|不用还|都要还|是法)
                (?:{LINE}|不得超过|不能超过|不超过|最高|法律保护|保护到|允许)[^，]{{0,8}}{RATE_36}""",
                (RATE_36,),
                "2015 定罪 非法放贷 非法经营 职业放贷 情节 实际年利率 单次 犯罪 以前 过去 原来 当年 不再 更早",
            ),
        ),
    ),
)

# ── How a sentence is read ───────────────────────────────────────────────────────────────────────────

# Sentences end at 。！？； but not within quotation marks: what is quoted belongs to the sentence that quotes it.
_SENTENCE = re.compile(r"(?:“[^”]*”|[^。！？；“\n])+[。！？；]?|“")
_BLANK = re.compile(r"\s{2,}")
_DIGITS = str.maketrans("０１２３４５６７８９％", "0123456789%")
_QUESTION = re.compile(r"[？?][”）]*$|[吗呢么][。”）]*$")
# Words that report a saying, refute it, or put it in the past. 旧账, 套路贷, 可以为 and the like do none of these.
_REPORTED = """
    流传 网传 网上(?:说|流传|有人|常) 有人(?:说|讲|告诉|教|喊) 有的(?:人|文章|视频)说 [，、]说(?:能|可以|有|你) ^别?说(?!明)
    (?:文章|视频|中介|骗子|对方|他们?|来电|催收的?|催收员)(?:会|常|总|老|就|可能)?(?:说|称|讲|吓|喊|劝|教) 教人 教你
    所谓 传言 谣 误以为 (?<!可)以为 话术 骗局 骗术 骗人的 套路(?!贷) 别信 不要信 不可信 不能信 不信 别听 不要听
    是错 错的 说错 错误的?(?:说法|理解) 不对(?=[，。；”）]|$) 不实 不成立 误解 误区 无法核实
    没有(?:查到|看到|核到|这样的|这条|这种|这回事|任何规定|依据|法律依据)
    旧(?!债|账|帐|款|欠|贷|手机|号) 曾经?(?:规定|是|有过|把|按|以|用) 历史上 取代 废止 已失效
    说成 写成 讲成 (?:别|不要|不能|把)[^，]{0,10}当成 只(?:管|指|针对)(?!放心)"""
# Words that turn the assertion around when they stand before it in its own clause.
_NEGATED = """
    不等于 不代表 不意味 不表示 不说明 不是 并不 并非 不会 不至于 不能(?:当|说|算|因|据|断|只|凭|替|把) 不得
    不可以?(?:当|说|因|把)?
    不因 不算 不构成 不必然 不当然 不自动 不直接 从未 未必 别(?!人|的|处|家) 不要 不应 不该 不存在 无权 不再 不准 不许 勿
    不推荐 不介绍 不教 禁止 严禁 拒绝 拒不 防止 避免 远离 警惕 没有?(?:说|写|提|规定)
    没有(?=[^，]{0,8}(?:规定|条文|依据|法定|权利|所谓|“|要求|义务))"""
# 别因为……就…… turns around what comes after the comma, too.
_FAR_NEGATED = "(?:别|不要|不会|不能|不应|不该|不必)(?:因为|因|为了|一看|看到|指望|相信|觉得)"
_JUST_BEFORE = "(?<!有)[不没未非勿莫](?:会|能|是|再|得|有|曾)?$"
_CLAUSE = re.compile(r"[，,：:。；（）()]")
_ADDRESS = re.compile(
    r"https?://[^\s)>\]\"'，。；、（）“”]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|top|vip|xyz|cc|app|io|co|me|club|shop|site|online)(?![\w-])",
    re.IGNORECASE,
)
_QUOTED = "“[^”]*”|「[^」]*」"


def in_words(words: str) -> Iterator[tuple[Myth, str]]:
    """Yield each myth that the words of a paragraph say, with the sentence that says it."""
    for sentence in _SENTENCE.findall(words):
        yield from ((myth, sentence.strip()) for myth in _myths(sentence.strip()))


def in_text(text: str, library: Library) -> Iterator[Finding]:
    """Find myths in a text of the data; the line counts within the text."""
    for number, line in enumerate(text.split("\n"), 1):
        for myth, sentence in in_words(prose.readable(_with_figures(line, library))):
            yield _finding(number, myth, sentence)


def in_page(body: str, library: Library) -> Iterator[Finding]:
    """Find myths in the prose of a page and in its examples; other fences hold no prose of ours."""
    lines = [_with_figures(line, library) for line in body.split("\n")]
    for paragraph in prose.paragraphs("\n".join(lines)):
        for myth, sentence in in_words(paragraph.words):
            yield _finding(paragraph.line, myth, sentence)
    for fence in references.fences(lines):
        if fence.kind == "example":
            for number, line in enumerate(fence.body(lines), fence.start + 2):
                yield from (_finding(number, *found) for found in in_words(prose.readable(line)))


def released(library: Library) -> frozenset[str]:
    """Give the addresses that may be shown: official texts, channels, and evidence that the register opens."""
    found = [rule.provision.official_url for rule in library.rules.values()]
    found += [instrument.official_url for instrument in library.instruments.values()]
    found += [channel.url for channel in library.channels.values()]
    proofs = [piece for rule in library.rules.values() for piece in rule.provision.evidence]
    proofs += [piece for channel in library.channels.values() for piece in channel.evidence]
    proofs += [piece for claim in library.claims.values() for piece in claim.evidence]
    found += [piece.url for piece in proofs]
    found += [point.source for parameter in library.law.values() for point in parameter.values]
    return frozenset(one.rstrip("/") for one in found if one)


def links(text: str, addresses: frozenset[str]) -> Iterator[Finding]:
    """Find addresses that are not released: a site or a mirror that nobody has vouched for."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _ADDRESS.finditer(line):
            if not _is_released(found[0].rstrip("/.,"), addresses):
                message = (
                    f"“{found[0]}”不是登记过的官方网址（unsafe-address）。删掉它；官方渠道写 [名称](channel:…)，"
                    "法规写 [名称](law:…)，网址登记在 channels.yaml 或法规文件的 official_url"
                )
                yield Finding(number, RULE, message)


def _is_released(address: str, addresses: frozenset[str]) -> bool:
    """Compare an address with those released; one without https:// is a site, of which a page must be released."""
    if "://" in address:
        return address in addresses
    site = address.split("/")[0].removeprefix("www.")
    hosts = (urlsplit(one).hostname or "" for one in addresses)
    return any(host == site or host.endswith(f".{site}") for host in hosts)


def _finding(line: int, myth: Myth, sentence: str) -> Finding:
    shown = sentence if len(sentence) <= 40 else f"{sentence[:40]}…"
    message = f"“{shown}”读起来像是在说“{myth.says}”（{myth.id}）。{myth.instead}"
    return Finding(line, RULE, message)


def _with_figures(line: str, library: Library) -> str:
    """Put the values of figures where readers see them; one that cannot be resolved is reported elsewhere."""

    def value(link: re.Match[str]) -> str:
        if link["scheme"] != "fig":
            return link[0]
        try:
            return figures.today(link["id"], library.law, library.today).text
        except (KeyError, NotCovered):
            return link["label"]

    return references.LINK.sub(value, line) if "](fig:" in line else line


@cache
def _myths(sentence: str) -> tuple[Myth, ...]:
    """Give the myths of one sentence; many sentences stand on several pages."""
    bare = re.sub(r"\s", "", _BLANK.sub("，", sentence)).translate(_DIGITS).lower()
    found = {myth.id: myth for seen, form, myth in _gates() if seen(bare) and _says(bare, form, myth.terms)}
    return () if _QUESTION.search(bare) else tuple(found.values())


@cache
def _gates() -> tuple[tuple[Callable[[str], object], Form, Myth], ...]:
    """Give every form with the search for its rarest words, which most sentences do not pass."""
    forms = [(form, myth) for myth in MYTHS for form in myth.forms]
    return tuple((_compiled((*form.about, form.core)[0]).search, form, myth) for form, myth in forms)


def _says(sentence: str, form: Form, terms: bool) -> bool:
    cores = _spans(form.core, sentence)
    if not cores or not all(_compiled(words).search(sentence) for words in form.about):
        return False
    about = [span for words in form.about for span in _spans(words, sentence)]
    named = _spans(_QUOTED, sentence) if terms else []
    for core in cores:
        reported = _stands_outside(_REPORTED, sentence, core, about)
        scoped = form.unless and _stands_outside(form.unless, sentence, core)
        if not (reported or scoped or _within(core, named) or _turned(sentence[: core[0]])):
            return True
    return False


def _stands_outside(words: str, sentence: str, core: Span, about: Iterable[Span] = ()) -> bool:
    """Say whether words stand beside the core, and not as a part of what the myth is about."""
    found = (span for span in _spans(words, sentence) if span[1] <= core[0] or core[1] <= span[0])
    return any(not _within(span, about) for span in found)


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _spans(words: str, sentence: str) -> list[Span]:
    return [found.span() for found in _compiled(words).finditer(sentence)]


def _turned(before: str) -> bool:
    """Say whether the words before an assertion negate it within their clause."""
    clause = _CLAUSE.split(before)[-1]
    near = any(_compiled(words).search(clause) for words in (_NEGATED, _JUST_BEFORE))
    return near or bool(_compiled(_FAR_NEGATED).search(before))


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()))
