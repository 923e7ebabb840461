"""Invented pages for the tests of the search: the words of the subject, no statement of law."""

import random

from hooks.search import Document

SENTENCES = (
    "先把每一笔欠款写在一张纸上，谁放的款、还剩多少。",
    "催收打电话来，可以录音，记下时间、号码和说了什么。",
    "收到律师函先别慌，打律所公开的电话核实。",
    "短信里的链接不要点，自己查 12368 再问。",
    "App 打不开、还不了款，截图留证，再发邮件说明。",
    "银行卡被冻结，先问清是哪家法院、哪个案号。",
    "担保费、会员费要算进综合融资成本，IRR 才看得清。",
    "爆通讯录的，让家人把短信和通话记录存下来。",
    "协商不成，可以请求分期；对方同意的要写成书面。",
    "还清以后要一张结清证明，三个月后再查一次征信。",
    "别借新的还旧的，雪球只会越滚越大。",
    "有人说交 15.4% 的服务费就能停息挂账，多半是骗。",
    "家里人没有签字，也没有答应替你还，就不用还。",
    "撑不住的时候打 12356，有人在听。",
    "七天的砍头息，借三千到手两千一。",
    "支付令寄到家里，有异议要书面提出来。",
    "GB/T 45251-2025 是推荐性国家标准，不是法律。",
    "Wi-Fi 和 USB 都不要交给陌生人，手机里有你的资料。",
    "开庭那天要到场，带上合同、账单和还款记录。",
    "个性化分期只见于信用卡，还要和银行谈成。",
)
KINDS = ("situation", "rule", "step", "vetting", "fact-check", "law", "help", "index")


def corpus(pages: int, seed: int = 7) -> list[Document]:
    """Return `pages` documents made of the sentences above, the same ones for the same seed."""
    dice = random.Random(seed)
    made = []
    for number in range(pages):
        title, description, *body = dice.sample(SENTENCES, dice.randint(5, 12))
        aliases = tuple(part.strip("。，、") for part in dice.choice(body).split("，"))
        text = "\n".join(dice.choice(("", "说明：")) + line for line in body)
        kind = dice.choice(KINDS)
        made.append(
            Document(f"p/{number:04}/", title.split("，")[0], kind, description, aliases, ("现在先做",), text)
        )
    return made
