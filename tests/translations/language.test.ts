import { describe, expect, test } from '@jest/globals';
import { english } from '../../contracts/messages.js';
import { fillPlaceholders } from '../../simulator/core/diagnosis/mistakes.js';
import { chinese } from '../../simulator/translations/index.js';
import { languageOf } from '../../simulator/cli/shared/language.js';
import { understudy } from '../support/cli.js';

describe('the language of a run', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh' }, 'zh'],
    [{ LANG: 'zha_CN' }, 'en'],
    [{ LANG: 'zh_TW', LC_MESSAGES: 'en_US' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'zh_CN' }, 'zh'],
    [{ LANG: 'en_US', LC_MESSAGES: 'en_US', LC_ALL: 'zh_CN' }, 'zh'],
    [{ LANG: 'zh_CN', LC_ALL: '' }, 'zh'],
  ] as const)('by %j is %s', (env, language) => {
    expect(languageOf([], env)).toBe(language);
  });

  test.each([
    [['--language', 'zh', 'checks'], 'zh'],
    [['checks', '--language', 'zh'], 'zh'],
    [['checks', '--language=zh'], 'zh'],
    [['matrix', '--', 'npm', '--language', 'zh'], 'en'],
    [['checks', '--language', 'fr'], 'en'],
  ] as const)('by %j is %s', (argv, language) => {
    expect(languageOf(argv, {})).toBe(language);
  });

  test('is that of the flag before that of the environment', async () => {
    const env = { LANG: 'zh_CN.UTF-8' };
    expect((await understudy(['serv'], { env })).stderr).toBe("understudy: 未知命令 'serv'（是否想写 serve？）\n");
    expect((await understudy(['--language', 'en', 'serv'], { env })).stderr).toMatch(/unknown command/);
  });

  test('must be a known one', async () => {
    expect(await understudy(['readings', '--language', 'fr'])).toMatchObject({
      code: 2,
      stderr: "understudy: option '--language <language>' argument 'fr' is invalid. Allowed choices are en, zh.\n",
    });
  });

  test('does not change JSON', async () => {
    for (const args of [['readings'], ['checks'], ['matrix', '--list']]) {
      const [plain, chinese] = await Promise.all([
        understudy([...args, '--json']),
        understudy([...args, '--json', '--language', 'zh']),
      ]);
      expect(chinese.stdout).toBe(plain.stdout);
    }
  });
});

describe('errors in Chinese', () => {
  test.each([
    [['serve', '--host', ''], '--host 为空：请给出地址或主机名'],
    [['serve', '--port', 'http'], "选项 '--port <n>' 的参数 'http' 无效。必须是 0 到 65535 的整数。"],
    [['serve', '--callback-timeout=-PT1S'], /无效。不能为负。$/],
    [['serve', '--callback-allow', 'a:80'], /^--callback-allow：“?"a:80" 不是主机名、IP 地址或 CIDR 网段/],
    [['serve', '--world', 'nowhere.yaml'], '无法读取世界数据文件 nowhere.yaml：文件不存在'],
    [['serve', 'more'], "'serve' 的参数过多：应有 0 个，实有 1 个。"],
    [['sign', 'ytx', '--account', 'account:rich'], /没有担任角色“account:rich”的账户/],
    [['sign', 'ytx', '--scenario', 'app-offlin'], /^ytx 没有这个场景/],
    [['explain', 'ytx'], "缺少必要的参数 'what'"],
    [['explain', 'ytx', 'nothing-of-it'], /^ytx 没有名为“nothing-of-it”的错误码、拒绝、检查、接口或回调/],
    [['diagnose'], /^diagnose 只能给出其中一项/],
    [['diagnose', '--curl', 'wget x'], '--curl 必须是以 curl 开头的命令'],
    [['verify', '--provider', 'yt'], '没有服务商“yt”；是否想写 ytx？'],
    [['drift', '--profile', 'x'], '--profile 需要 --target sandbox'],
    [['drift', '--recording', 'nowhere'], /^文件夹 nowhere 中没有录制结果/],
    [['matrix', 'npm'], '请在 -- 之后给出要运行的命令，例如：understudy matrix -- npm test'],
    [['mutants', '--list', '--case', 'none*'], /^没有变异体符合 --case none\*/],
    [['world', '--seed', 'x'], '--seed 需要 --generate'],
    [['errors', '--url', 'http://a.test'], '--url、--start-at 和 --world 需要 --live'],
    [['callbacks', 'check', 'ftp://a.test'], /^接收方必须是 http 或 https URL/],
  ] as const)('%j', async (args, message) => {
    const { code, stdout, stderr } = await understudy([...args, '--language', 'zh']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const line = stderr.slice('understudy: '.length, -1);
    if (typeof message === 'string') expect(line).toBe(message);
    else expect(line).toMatch(message);
  });
});

describe('a value of the user with the name of a property that every object has', () => {
  const names = Object.getOwnPropertyNames(Object.prototype);

  test.each(names)('%s is rendered as it is', (name) => {
    expect([english(name), chinese(name)]).toEqual([name, name]);
    expect(fillPlaceholders(`{${name}}`, {})).toBe(`{${name}}`);
  });
});
