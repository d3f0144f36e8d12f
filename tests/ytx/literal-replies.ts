/** What YTX answers, letter for letter, written down here once more so that the contract is held against it. */
export const refusalBytes = {
  '-1': '{"statusCode":"-1","statusMsg":"号码无效"}',
  '-2': '{"statusCode":"-2","statusMsg":"缺少必要参数","requestId":""}',
  '-3': '{"statusCode":"-3","statusMsg":"无效action"}',
  '-4': '{"statusCode":"-4","statusMsg":"无效的JSON"}',
  '-100': '{"statusCode":"-100","statusMsg":"异常错误"}',
  '-101': '{"statusCode":"-101","statusMsg":"参数不合法"}',
  '-102': '{"statusCode":"-102","statusMsg":"电话号码不合法"}',
  '-104': '{"statusCode":"-104","statusMsg":"请求频率过高"}',
  '-200': '{"statusCode":"-200","statusMsg":"无此用户"}',
  '-201': '{"statusCode":"-201","statusMsg":"用户状态失效"}',
  '-202': '{"statusCode":"-202","statusMsg":"包头验证信息错误"}',
  '-203': '{"statusCode":"-203","statusMsg":"AuthToken验证失败"}',
  '-204': '{"statusCode":"-204","statusMsg":"账户余额不足"}',
  '-205': '{"statusCode":"-205","statusMsg":"应用验证失败"}',
} as const;

/** A code that YTX is known to refuse with. */
export type Code = keyof typeof refusalBytes;

/** The start of every success. */
export const successShape =
  /^\{"statusCode":"0","statusMsg":\{"meid":"\d{3,}","mepwd":"\d{6}","meetcallerid":"\d{3,20}"\}\}$/;
