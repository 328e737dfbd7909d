import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { modules } from '#app/modules';
import type { ApiDocument } from '#platform/http';
import { startProgram, type TestProgram } from '#test/program';
import { communeOf, tokenFor } from './support.ts';

describe('api: document', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  const read = async (path: string) => (await (await fetch(`${program.url}${path}`)).json()) as ApiDocument;

  const routes = modules.flatMap(m => m.routes ?? []).filter(r => r.path.startsWith('/api/v1/'));
  const template = (path: string) => path.replace(/:(\w+)/g, '{$1}');

  describe('the document for programs', () => {
    test('is valid OpenAPI 3.1, in both languages', async () => {
      for (const path of ['/api/openapi.json', '/api/openapi.json?lang=en']) {
        const document = await read(path);
        assert.match(document.openapi, /^3\.1\./);
        const checked = await new Validator().validate(structuredClone(document) as never);
        assert.ok(checked.valid, JSON.stringify(checked.errors));
      }
    });

    test('holds every route of /api/v1 with its scope, and nothing else', async () => {
      const { paths } = await read('/api/openapi.json');
      const described = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
      );
      assert.deepEqual(described.sort(), routes.map(r => `${r.method} ${template(r.path)}`).sort());
      for (const route of routes) {
        const operation =
          paths[template(route.path)]?.[route.method.toLowerCase()] ?? assert.fail(route.path);
        const scope =
          typeof route.rule === 'object' && 'scope' in route.rule
            ? [{ token: [route.rule.scope] }]
            : undefined;
        assert.deepEqual(operation.security, scope, route.path);
        assert.ok(operation.responses.default, 'errors are described');
        assert.ok(route.api?.query && route.api.response, 'query and answer are described');
      }
      const ids = routes.map(r => r.api?.id);
      assert.equal(new Set(ids).size, ids.length);
    });

    test('says every word in the language that is asked for: no text key is left', async () => {
      for (const path of ['/api/openapi.json', '/api/openapi.json?lang=en'])
        assert.doesNotMatch(JSON.stringify(await read(path)), /"(api|http)\.[a-z-]+\.[a-z.-]+"/);
    });
  });

  describe('the page for people', () => {
    test('shows every operation of the document without a script, Vietnamese first', async () => {
      const document = await read('/api/openapi.json');
      const html = await (await fetch(`${program.url}/api`)).text();
      assert.match(html, /<html lang="vi">/);
      assert.doesNotMatch(html, /<script/);
      for (const [path, methods] of Object.entries(document.paths)) {
        // Where a line may break in a path is said.
        assert.ok(html.replaceAll('<wbr>', '').includes(path), path);
        for (const { operationId } of Object.values(methods))
          assert.ok(html.includes(`id="${operationId}"`), operationId);
      }
      assert.match(await (await fetch(`${program.url}/api?lang=en`)).text(), /<html lang="en">/);
    });
  });

  test('a token that calls too often is told to wait; another one goes on', async () => {
    const { agencyId } = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà');
    const busy = await tokenFor(program, agencyId);
    const calm = await tokenFor(program, agencyId);
    const look = (token: string) =>
      fetch(`${program.url}/api/v1/dossiers/x/receipt`, { headers: { authorization: `Bearer ${token}` } });
    const statuses: number[] = [];
    for (let i = 0; i < 61; i++) statuses.push((await look(busy)).status);
    assert.deepEqual([statuses[59], statuses[60]], [404, 429]);
    assert.equal((await look(calm)).status, 404);
  });
});
