import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { makeApiToken } from '#engines/identity';
import { listAgencies } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { ApiDocument, ApiOperation } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import type { TestProgram } from '#test/program';

const ALL_SCOPES = ['procedures.read', 'dossiers.submit', 'dossiers.read', 'ledger.read', 'verify'];

export type Answer = { status: number; headers: Headers; data: Record<string, unknown>; bytes: Buffer };

/** The code of a commune of the demo by its committee's name. */
export async function communeOf(
  { env }: TestProgram,
  committee: string,
): Promise<{ code: string; agencyId: string }> {
  const agencies = await listAgencies(env.db, localDate(env.clock.now()), ['commune-committee']);
  const agency = agencies.find(a => a.name === committee) ?? assert.fail(`no ${committee}`);
  const { code } = await env.db.one<{ code: string }>(
    'SELECT code FROM organisation.area_version WHERE area_id = $1 AND upper(valid) IS NULL',
    [agency.areaId],
  );
  return { code, agencyId: agency.id };
}

/** A token of the agency, as an administrator gives one. */
export async function tokenFor(
  { env }: TestProgram,
  agencyId: string,
  scopes: readonly string[] = ALL_SCOPES,
  days = 30,
): Promise<string> {
  const at = env.clock.now();
  const expiresAt = new Date(at.getTime() + days * 86_400_000);
  const act = { ledger: env.get(ledgerService), actor: 'system', at };
  const { token } = await env.db.tx(tx =>
    makeApiToken(tx, { name: 'Phần mềm bệnh viện', scopes, agencyId, expiresAt }, act),
  );
  return token;
}

const ajv = addFormats.default(new Ajv2020({ strict: false, formats: { binary: true } }));

/** The operation that answers at an address, by the templates of the document. */
function operationAt(document: ApiDocument, method: string, path: string): ApiOperation {
  const found = Object.entries(document.paths).find(([template]) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  return found?.[1][method.toLowerCase()] ?? assert.fail(`${method} ${path} is not in the document`);
}

/** A caller of the API that holds every JSON answer against the document of the running server. */
export async function caller(program: TestProgram, token?: string) {
  const document = (await (await fetch(`${program.url}/api/openapi.json`)).json()) as ApiDocument;
  const schemas = { components: document.components };
  return async (
    method: 'GET' | 'POST',
    path: string,
    options: {
      body?: unknown;
      file?: { name: string; bytes: Uint8Array };
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> => {
    const form = new FormData();
    if (options.file) form.set('file', new Blob([Uint8Array.from(options.file.bytes)]), options.file.name);
    const response = await fetch(`${program.url}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.file
        ? { body: form }
        : options.body === undefined
          ? {}
          : { body: JSON.stringify(options.body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('application/json'))
      return { status: response.status, headers: response.headers, data: {}, bytes };
    const data = JSON.parse(bytes.toString()) as Record<string, unknown>;
    const { responses } = operationAt(document, method, path.split('?')[0] ?? '');
    const described = responses[String(response.status)] ?? responses.default;
    const schema = described?.content?.['application/json']?.schema ?? assert.fail('not described');
    const fits = ajv.compile({ ...schema, ...schemas });
    assert.ok(fits(data), `${method} ${path} ${response.status}: ${JSON.stringify(fits.errors)} ${bytes}`);
    return { status: response.status, headers: response.headers, data, bytes };
  };
}
export type Call = Awaited<ReturnType<typeof caller>>;

/** A birth in Bắc Hà, as a hospital's program would report it. Invented. */
export const birth = (commune: string, birthNotice: string) => ({
  procedure: '1.001193',
  applicant: { name: 'Giàng Thị Mỷ', phone: '0912 345 678' },
  data: {
    child: {
      name: 'Giàng Minh Khang',
      sex: 'male',
      birthDate: '2026-11-10',
      birthPlace: 'Bệnh viện đa khoa Bắc Hà',
      ethnicity: 'Mông',
      hometown: 'Xã Bắc Hà, tỉnh Lào Cai',
    },
    mother: {
      name: 'Giàng Thị Mỷ',
      birthDate: '1998-03-02',
      ethnicity: 'Mông',
      address: 'Thôn Na Quang, xã Bắc Hà',
    },
    father: { declared: false },
    place: { commune },
    papers: { birthNotice: [{ id: birthNotice }] },
    contact: { relation: 'mother', phone: '0912345678' },
    result: { way: 'electronic' },
  },
});
