import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import fastify from 'fastify';
import { ConfigError, loadConfig } from '#platform/config';
import { listen } from './listen.ts';
import { startProgram } from './program.ts';

const refusal = async (config: { PORT: number; HOST: string | null }) => {
  const server = fastify();
  try {
    await listen(server, config);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [problem] = error.problems;
    return `${problem?.setting} ${problem?.kind}`;
  } finally {
    await server.close();
  }
};

describe('opening the port', () => {
  test('names PORT where another program has it, and HOST where this machine has no such address', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { port: PORT } = other.address() as AddressInfo;
      assert.equal(await refusal({ PORT, HOST: '127.0.0.1' }), 'PORT port-taken');
      // Of a network kept for documents (RFC 5737), and of a name that never is (RFC 6761).
      assert.equal(await refusal({ PORT: 0, HOST: '192.0.2.1' }), 'HOST host-unusable');
      assert.equal(await refusal({ PORT: 0, HOST: 'nowhere.invalid' }), 'HOST host-unusable');
      assert.equal(await refusal({ PORT: 0, HOST: '127.0.0.1' }), undefined);
      // Said at once: no folder and no database has been made for a program that cannot run.
      const DATA_DIR = path.join(tmpdir(), `khong-lap-${PORT}-${process.pid}`);
      const config = loadConfig({ NODE_ENV: 'test', PORT: String(PORT), HOST: '127.0.0.1', DATA_DIR });
      await assert.rejects(
        startProgram(config),
        (error: ConfigError) => error.problems[0]?.kind === 'port-taken',
      );
      assert.equal(existsSync(DATA_DIR), false);
    } finally {
      other.close();
    }
  });
});
