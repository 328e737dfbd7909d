import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '#platform/db';
import { httpModule } from '#platform/manifests';
import { type TestDatabase, testDatabase } from '#test/database';
import { files } from '../module.ts';
import { pdf } from './samples.ts';
import { type UploadServer, uploadServer } from './upload-server.ts';

export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const b64 = (text: string) => Buffer.from(text).toString('base64');
export const V = { 'tus-resumable': '1.0.0' };
export const PIECE = { ...V, 'content-type': 'application/offset+octet-stream' };

/** A heavy and honest PDF. */
export function heavy(megabytes: number): Buffer {
  const noise = randomBytes((megabytes * 1_048_576) / 2).toString('hex');
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), pdf(noise).subarray(9)]);
}

type Taken = { field: string; filename: string; sha256: string };
type Announced = { headers?: Record<string, string>; url?: string; filename?: string; field?: string };

/** Two processes on one database and one folder, and somebody who is signed in. */
export class UploadFixture {
  readonly dataDir: string;
  readonly database: TestDatabase;
  readonly a: UploadServer;
  readonly b: UploadServer;
  readonly my: Record<string, string>;

  private constructor(
    dataDir: string,
    database: TestDatabase,
    [a, b]: [UploadServer, UploadServer],
    my: Record<string, string>,
  ) {
    this.dataDir = dataDir;
    this.database = database;
    this.a = a;
    this.b = b;
    this.my = my;
  }

  static async make(): Promise<UploadFixture> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'uploads-'));
    const database = await testDatabase([httpModule, files]);
    const a = await uploadServer(database.db, dataDir);
    const b = await uploadServer(database.db, dataDir);
    return new UploadFixture(dataDir, database, [a, b], await a.headersOf(newId()));
  }

  async end(): Promise<void> {
    await this.a.stop();
    await this.b.stop();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true });
  }

  partialOf = (id: string): string => path.join(this.dataDir, 'uploads', id);

  announce = async (size: number, given: Announced = {}): Promise<{ answer: Response; id: string }> => {
    const { headers = this.my, url = this.a.url, filename = 'đơn.pdf', field = 'papers.birthNotice' } = given;
    const meta = `place ${b64('/nop/1')},field ${b64(field)},filename ${b64(filename)}`;
    const answer = await fetch(`${url}/tep`, {
      method: 'POST',
      headers: { ...headers, ...V, 'upload-length': String(size), 'upload-metadata': meta },
    });
    return { answer, id: answer.headers.get('location')?.slice('/tep/'.length) ?? '' };
  };

  ask = (
    id: string,
    method: string,
    more: Record<string, string> = {},
    body?: Uint8Array,
    url = this.a.url,
  ): Promise<Response> =>
    fetch(`${url}/tep/${id}`, {
      method,
      headers: { ...this.my, ...(method === 'PATCH' ? PIECE : V), ...more },
      ...(body && { body: new Uint8Array(body) }),
    });

  offsetOf = async (id: string, url = this.a.url): Promise<number> =>
    Number((await this.ask(id, 'HEAD', {}, undefined, url)).headers.get('upload-offset'));

  send = (id: string, at: number, body: Uint8Array, more = {}, url = this.a.url): Promise<Response> =>
    this.ask(id, 'PATCH', { 'upload-offset': String(at), ...more }, body, url);

  /** Names uploads in a form, and gives what the form’s page found. */
  post = async (ids: string[], headers = this.my): Promise<{ files: Taken[] }> => {
    const named = ids.map((id): [string, string] => ['_tep', id]);
    const body = new URLSearchParams([['_csrf', headers['x-csrf-token'] ?? ''], ...named]);
    const answer = await fetch(`${this.a.url}/don`, { method: 'POST', headers, body });
    return (await answer.json()) as { files: Taken[] };
  };
}
