import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { modules } from '#app/modules';
import { ROOT } from '#test/docs';

const run = promisify(execFile);

type Violation = { from: string; to: string; rule: { name: string } };

describe('the house', () => {
  test('nobody imports what the direction does not allow, and there is no cycle', async () => {
    const tool = path.join(ROOT, 'node_modules/.bin/depcruise');
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'test', 'bench'];
    const { stdout } = await run(tool, args, { cwd: ROOT, maxBuffer: 200_000_000 }).catch(
      (error: { stdout: string }) => error,
    );
    const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
    assert.deepEqual(
      summary.violations.map(v => `${v.rule.name}: ${v.from} → ${v.to}`),
      [],
    );
    assert.ok(summary.totalCruised > 100, 'the sources were read');
  });

  test('no glob makes dead code look alive', () => {
    // knip takes `glob('src/…')` without a `cwd` for an import of all that it matches, and then finds nothing unused at all.
    const BLINDS = /\bglob(?:Sync)?\(\s*['"`](?:\*\*|src)\/[^'"`]*\.[^'"`]*(?:ts|js)\b[^'"`]*['"`]\s*,?\s*\)/;
    const folders = ['src', 'test', 'bench', 'bin'].flatMap(folder =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(f => `${folder}/${f}`),
    );
    const sources = folders.filter(f => /\.[tj]s$/.test(f));
    assert.match(`glob('${'src'}/**/*.{ts,js}')`, BLINDS);
    assert.deepEqual(
      sources.filter(f => BLINDS.test(readFileSync(path.join(ROOT, f), 'utf8'))),
      [],
    );
  });

  test('the rules know the same needs as the program', () => {
    const { needs } = createRequire(import.meta.url)(path.join(ROOT, '.dependency-cruiser.cjs')) as {
      needs: Record<string, string[]>;
    };
    const folders = { engine: 'engines', system: 'systems' } as const;
    const declared = modules.flatMap(m =>
      m.layer === 'platform' ? [] : [[`${folders[m.layer]}/${m.id}`, [...m.needs]] as const],
    );
    assert.deepEqual(needs, Object.fromEntries(declared.sort(([a], [b]) => (a < b ? -1 : 1))));
  });

  test('every engine and system in its folder is in the list of modules, after what it needs', () => {
    const known = modules.map(m => m.id);
    for (const layer of ['engines', 'systems']) {
      const folder = path.join(ROOT, 'src', layer);
      for (const id of existsSync(folder) ? readdirSync(folder) : [])
        assert.ok(known.includes(id), `${layer}/${id} is not in src/app/modules.ts`);
    }
    for (const [i, module] of modules.entries())
      for (const need of module.needs)
        assert.ok(known.slice(0, i).includes(need), `${module.id} stands before ${need}, which it needs`);
  });

  test('nobody opens a connection but who is named here, and to what the settings name', () => {
    // What is typed, uploaded or signed must never become an address that the server calls (OWASP: SSRF).
    const MAY: Readonly<Record<string, string>> = {
      'src/platform/outgoing/call.ts': 'HTTP, for those below',
      'src/platform/log/forward.ts': 'LOG_FORWARD',
      'src/engines/files/scan.ts': 'CLAMAV',
      'src/app/commands/checks/certificate.ts': 'doctor looks at BASE_URL',
      'src/engines/messaging/ports/smtp.ts': 'SMTP_URL',
    };
    const OPENS =
      /(?<![.\w])fetch\(|from '(?:node:)?(?:https?|http2|tls|net|dgram|undici|nodemailer)'|import\('(?:nodemailer|undici)'\)|WebSocket\(/;
    const HARMLESS =
      /import (?:type )?\{[^}]*\b(?:isIP|isIPv6|isIPv4)\b[^}]*\} from 'node:net'|^import type /;
    const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(f => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.includes('/testing/'))
      .map(f => `src/${f}`);
    const open = sources.filter(f =>
      readFileSync(path.join(ROOT, f), 'utf8')
        .split('\n')
        .some(line => OPENS.test(line) && !HARMLESS.test(line)),
    );
    assert.deepEqual(open.sort(), Object.keys(MAY).sort());
    const callers = sources.filter(f =>
      readFileSync(path.join(ROOT, f), 'utf8').includes("from '#platform/outgoing'"),
    );
    assert.deepEqual(callers.sort(), [
      'src/engines/messaging/ports/sms.ts',
      'src/engines/payments/bank/http-port.ts',
      'src/engines/trust/sign/time-stamp.ts',
      // To this same program, in a demo only.
      'src/systems/bank-simulator/tell.ts',
    ]);
  });
});
