"""How the commonest signs of Chinese names are spelled in Hong Kong, Macau and Malaysia: by their Cantonese sound."""

_READINGS = """
wong:王黄汪旺 chan:陈 lam:林蓝琳 lee:李利莉丽理 cheung:张章 lau:刘柳 leung:梁 ng:吴伍 chow:周邹 chau:秋 yeung:杨洋扬阳 tsang:曾 ho:何好 hui:许
tang:邓腾登 kwok:郭国 law:罗 ma:马麻 chu:朱珠诸 wu:胡湖 ko:高 fung:冯凤风丰峰锋 siu:萧小晓少兆 yip:叶 pang:彭 poon:潘 yu:余于俞如宇儒 tong:唐汤棠堂
so:苏 tsoi:蔡 choi:彩采才 mak:麦 to:杜陶 yuen:袁源远婉苑园圆媛 yung:翁容勇融荣 fan:范芬 lo:卢 lui:雷吕 wai:韦伟慧卫惠威维 mok:莫 kwan:关君均群坤 yim:严
kong:江 tse:谢 tam:谭 chiu:朝赵超昭 suen:孙 shek:石 hung:孔洪红雄虹 mui:梅妹 lai:黎丽荔 kam:金锦甘琴 ting:丁婷庭定 hau:侯 sin:冼 yau:邱游友 tai:戴大 kan:简
wan:温云尹韵允 luk:陆 pun:本 man:文敏雯曼万民 ming:明铭名 mei:美 ling:玲灵铃龄凌 ying:英莹影颖盈 yan:欣恩人仁茵殷燕忻因 yin:燕言妍贤彦 sau:秀修 lan:兰
fa:花 kwai:桂贵 sze:思诗斯丝师 hoi:海开凯 tak:德 chun:春珍俊振真珠 yuet:月悦越 ngok:岳 heung:香 suet:雪 kai:佳继启 yi:怡宜仪意儿 kit:洁杰 ching:静晶清贞正晴程精菁澄
na:娜 yuk:玉育 lin:莲连怜 king:琼敬 wah:华 kuen:娟权娟 pui:佩贝培 shan:珊山姗 hing:庆兴卿馨 fong:芳方 ngan:颜银雁 ping:平萍冰 sum:心深 oi:爱 lok:乐 kei:奇琪其祺基
ki:琪 chi:志之紫芝子慈 ka:家嘉 kin:健建坚 keung:强 wing:永咏颖荣 shing:成城盛胜诚 on:安 fook:福 cheuk:卓焯 tin:天田 tung:东冬彤董 nam:南 sai:西世 pak:北柏白
yat:一日逸 hei:喜熙希 hin:轩宪 long:朗 nga:雅 ngai:艺 wun:换 lung:龙隆 fu:富芙 bo:宝波 po:宝 muk:木 sam:三森 mun:满 yiu:瑶耀姚 hiu:晓 ha:霞夏 lap:立
lik:力历 tsz:子 in:然 yee:怡仪 au:欧区 yeung:阳 chung:钟忠仲宗聪 shum:沈 sung:宋 ip:叶 tsui:徐崔翠 chui:徐翠 hon:韩汉 shi:施 mo:武巫毛 mau:茂 kiu:娇乔
"""
_OF: dict[str, list[str]] = {}
for _line in _READINGS.split():
    _spelled, _signs = _line.split(":")
    for _sign in _signs:
        if _spelled not in _OF.setdefault(_sign, []):
            _OF[_sign].append(_spelled)


def cantonese_syllables(signs: str) -> tuple[str, ...]:
    """Return a name's syllables as Hong Kong spells them; `()` where a sign of it is not in the table."""
    readings = [_OF.get(sign, [""])[0] for sign in signs]
    return tuple(readings) if all(readings) else ()
