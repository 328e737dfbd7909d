import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ConfigError, findMisspelt, loadConfig } from './index.ts';
import { slips } from './misspelt.ts';
import { settings } from './settings.ts';

const problemsOf = (env: Record<string, string>) => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
};

describe('settings', () => {
  test('are read with their defaults, and blank is absent', () => {
    const config = loadConfig({ PORT: ' 8080 ', HOST: '  ', BASE_URL: 'https://dvc.example.vn//' });
    assert.deepEqual(
      [config.PORT, config.HOST, config.BASE_URL, config.DATABASE_POOL, config.serious],
      [8080, null, 'https://dvc.example.vn', 10, false],
    );
    assert.equal(loadConfig({ DATABASE_URL: 'postgresql://db/x' }).serious, true);
  });

  test('a HOST of figures and dots has to be an address; a name is looked up later', () => {
    assert.deepEqual(
      problemsOf({ HOST: '999.1.1.1' }).map(p => `${p.setting} ${p.kind}`),
      ['HOST wrong'],
    );
    for (const HOST of ['127.0.0.1', '::1', 'localhost', 'dvc.example.vn', '3com'])
      assert.equal(loadConfig({ HOST }).HOST, HOST);
  });

  test('all that is wrong is told at once, and no secret', () => {
    const problems = problemsOf({
      PORT: '-1',
      LOG_LEVEL: 'loud',
      SMS_TOKEN: 'x y',
      SMTP_URL: 'http://u:p@h',
    });
    assert.deepEqual(
      problems.map(p => `${p.setting} ${p.kind}`),
      ['PORT wrong', 'LOG_LEVEL wrong', 'SMTP_URL wrong-secret', 'SMS_TOKEN wrong-secret'],
    );
    assert.doesNotMatch(new ConfigError(problems).message, /u:p|x y/);
  });
});

describe('names that are nearly a setting', () => {
  const meantBy = (name: string, more = {}) => {
    const [found] = findMisspelt({ [name]: 'x', ...more });
    return found && [found.meant, found.certain];
  };

  test('are told: one slip for certain, two as a question, and nothing where the right one stands too', () => {
    for (const [name, meant] of [
      ['DATABASE_ULR', 'DATABASE_URL'],
      ['SMTP_URI', 'SMTP_URL'],
      ['database_url', 'DATABASE_URL'],
      ['BASEURL', 'BASE_URL'],
      ['BASE-URL', 'BASE_URL'],
      ['SECRETS', 'SECRET'],
      ['NODE_EVN', 'NODE_ENV'],
      ['TRUST_PROXI', 'TRUST_PROXY'],
      ['PROT', 'PORT'],
      ['HSOT', 'HOST'],
    ])
      assert.deepEqual(meantBy(name as string), [meant, true], name);
    assert.deepEqual(meantBy('DATABASE_UR'), ['DATABASE_URL', true]);
    assert.deepEqual(meantBy('DATABSE_POL'), ['DATABASE_POOL', false]);
    assert.deepEqual(meantBy('DATABASE_ULR', { DATABASE_URL: 'postgres://db/x' }), ['DATABASE_URL', false]);
  });

  test('do not count among those that a machine has anyway', () => {
    const usual = `
      PATH HOME USER LOGNAME SHELL PWD OLDPWD SHLVL TERM LANG LC_ALL LC_MESSAGES LANGUAGE TZ EDITOR PAGER MAIL HOSTNAME HOSTTYPE
      HOSTS POST SORT PORTS DISPLAY TMPDIR TMP TEMP XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR SSH_AUTH_SOCK DBUS_SESSION_BUS_ADDRESS
      INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET STATE_DIRECTORY CACHE_DIRECTORY LOGS_DIRECTORY SYSTEMD_EXEC_PID MAINPID LISTEN_FDS
      CREDENTIALS_DIRECTORY NODE_OPTIONS NODE_PATH NODE_COMPILE_CACHE NODE_EXTRA_CA_CERTS NODE_VERSION INIT_CWD COLORTERM
      npm_config_cache npm_lifecycle_event npm_package_name npm_execpath npm_node_execpath npm_command npm_config_noproxy
      http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE
      KUBERNETES_SERVICE_HOST KUBERNETES_PORT DATABASE_PORT DATABASE_PORT_5432_TCP_ADDR DATABASE_SERVICE_HOST BASE_PORT SMTP_PORT
      CI CONTAINER DEBIAN_FRONTEND TEST_DATABASE_URL FORCE_COLOR NO_COLOR DEBUG LOGS LOG PROVIDER DATA BASE URL SMS TSA MAIL_TO`;
    const env = Object.fromEntries(usual.split(/\s+/).map(name => [name, 'x']));
    assert.deepEqual(findMisspelt(env), []);
  });

  test('one slip in any setting longer than four letters is found, wherever it is', () => {
    const long = Object.keys(settings).filter(name => name.length > 4);
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), fc.constantFrom(...'ABCDEXYZ'), (name, n, letter) => {
        const at = n % name.length;
        const slip = name.slice(0, at) + letter + name.slice(at + 1);
        if (slip in settings) return;
        assert.ok(findMisspelt({ [slip]: 'x' }).length === 1, slip);
      }),
    );
  });

  test('slips are counted as fingers make them', () => {
    for (const [a, b, n] of [
      ['', 'ABC', 3],
      ['URL', 'ULR', 1],
      ['URL', 'URI', 1],
      ['URL', 'URLS', 1],
      ['PORT', 'POOL', 2],
      ['SMTP', 'SMTP', 0],
    ] as const)
      assert.equal(slips(a, b), n, `${a} ${b}`);
  });
});
