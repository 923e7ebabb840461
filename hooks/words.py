"""Words the site uses for the codes of the data: force, confidence, status, lenders, topics, verdicts."""

from __future__ import annotations

from collections.abc import Mapping

LEVEL: Mapping[str, str] = {
    "law": "法律",
    "judicial-interpretation": "司法解释",
    "judicial-document": "法院文件",
    "administrative-regulation": "行政法规",
    "local-regulation": "地方性法规",
    "department-rule": "部门规章",
    "normative-document": "规范性文件",
    "policy-notice": "监管通知、通报",
    "recommended-standard": "推荐性国家标准",
    "self-regulation": "行业自律规范",
    "guidance": "指引",
    "other": "说明",
}
BINDING: Mapping[str, str] = {
    "binding": "有约束力",
    "recommended": "推荐采用，不强制",
    "self-discipline": "自律约定，不是法律",
    "court-guidance": "指导法院裁判",
    "case": "个案，不是规则",
    "none": "没有约束力",
}
CONFIDENCE: Mapping[str, str | None] = {"high": None, "medium": "部分核实", "low": "未完全核实"}
STATUS: Mapping[str, str] = {
    "in_force": "现行有效",
    "upcoming": "尚未施行",
    "draft": "草案，未生效",
    "superseded": "已被取代",
    "expired": "已失效",
    "informal": "不是法规",
}
LENDER: Mapping[str, str] = {
    "bank": "银行",
    "consumer-finance": "消费金融公司",
    "microloan": "小额贷款公司",
    "assist": "助贷平台",
    "private": "民间借贷",
    "unlicensed": "无牌放贷",
    "any": "各类放款人",
}
TOPIC: Mapping[str, str] = {
    "collection": "催收",
    "interest-cap": "利率与费用上限",
    "fees": "息费",
    "contract": "合同",
    "privacy": "个人信息",
    "credit-report": "征信",
    "litigation": "诉讼",
    "enforcement": "执行",
    "limitation": "诉讼时效",
    "crime": "刑事",
    "fraud": "诈骗",
    "guarantee": "担保",
    "insolvency": "个人破产与债务清理",
    "legal-aid": "法律援助与救助",
    "negotiation": "协商",
    "complaint": "投诉",
    "licensing": "牌照与监管",
    "disclosure": "信息披露",
}
TERM_GROUP: Mapping[str, str] = {
    "collection": "催收",
    "credit": "信用记录",
    "lending": "借款、平台和机构",
    "cost": "利息和费用",
    "negotiation": "协商和还款",
    "guarantee": "担保、家人和债权",
    "court": "诉讼和执行",
    "crime": "诈骗和犯罪",
    "privacy": "个人信息",
    "force": "规则的效力",
    "help": "求助电话",
    "other": "其他",
}
VERDICT: Mapping[str, tuple[str, str]] = {
    "accurate": ("✓", "属实"),
    "incomplete": ("◐", "不完整"),
    "outdated": ("旧", "过时"),
    "misleading": ("!", "误导"),
    "false": ("✕", "不实"),
    "harmful": ("⚠", "有害"),
    "unverifiable": ("?", "无法核实"),
}


def force(level: str, binding: str) -> str:
    """Say what kind of text a rule stands in and how far it binds: 推荐性国家标准 · 推荐采用，不强制."""
    return f"{LEVEL[level]} · {BINDING[binding]}"
