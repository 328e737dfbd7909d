import assert from 'node:assert/strict';
import { findCitizen, findOfficial, openSession } from '#engines/identity';
import type { TestProgram } from '#test/program';
import { tokenFor } from '../../api/support.ts';
import { Client } from './client.ts';
import { readMarkup } from './forms-on.ts';

/** A browser of somebody who is signed in: an official by user name, a citizen by telephone number. */
export async function signedIn({ env, url }: TestProgram, who: string): Promise<Client> {
  const account = (await findOfficial(env.db, who)) ?? (await findCitizen(env.db, who));
  if (!account) assert.fail(`the demo has no ${who}`);
  const at = {
    accountId: account.id,
    kind: account.kind,
    stepped: true,
    userAgent: 'test',
    ip: '127.0.0.1',
  } as const;
  const { token } = await env.db.tx(tx => openSession(tx, at, env.clock.now()));
  return new Client(url, token);
}

/** What the form of a step sends along of the dossier's page as it shows it now, to be sent with the outcome. */
export async function asShown(who: Client, step: string): Promise<Record<string, string>> {
  const { text } = await who.get(step.split('/buoc/')[0] ?? '');
  return { 'da-thay': /name="da-thay" value="([^"]*)"/.exec(text)?.[1] ?? '' };
}

const FORM: Readonly<Record<string, Record<string, string>>> = {
  applicant: {},
  owner: { 'owner.kind': 'self' },
  request: { 'request.content': 'Xin cấp bản sao trích lục khai sinh' },
  result: { 'result.way': 'electronic' },
  papers: {},
};

/** The fields of the page's main form as a browser would send them untouched, but for files. */
export function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const main = html.slice(html.indexOf('<main'));
  for (const [tag] of main.matchAll(/<input\b[^>]*>/g)) {
    const name = /\sname="([^"]*)"/.exec(tag)?.[1];
    if (!name || /type="(file|submit)"/.test(tag)) continue;
    if (/type="(radio|checkbox)"/.test(tag) && !/\schecked/.test(tag)) continue;
    fields[name] = readMarkup(/\svalue="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name = '', text = ''] of main.matchAll(
    /<textarea\b[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = readMarkup(text);
  for (const [, name = '', options = ''] of main.matchAll(
    /<select\b[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  return fields;
}

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADAgH/p0N7WQAAAABJRU5ErkJggg==',
  'base64',
);

/** Begins an application of the procedure and fills in all pages. Returns the path of the draft. */
export async function fillDraft(
  who: Client,
  procedure: string,
  typed: Record<string, string> = {},
): Promise<string> {
  const begun = await who.post(`/thu-tuc/${procedure}/nop`);
  const draft =
    /^\/nop\/[0-9a-f-]{36}/.exec(begun.location)?.[0] ??
    assert.fail(`${begun.status} ${begun.text.slice(0, 300)}`);
  for (const [page, answers] of Object.entries(FORM)) {
    const { status, text } = await who.get(`${draft}/${page}`);
    // Where no paper is asked for there is no page for papers.
    if (status !== 200) continue;
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fieldsOf(text), ...answers, ...typed }))
      body.append(name, value);
    for (const [, name = ''] of text.matchAll(/<input\b[^>]*type="file"[^>]*name="([^"]*)"/g))
      body.append(name, new File([PNG], 'a.png'));
    for (const [, name = ''] of text.matchAll(/<input\b[^>]*name="([^"]*)"[^>]*type="file"/g))
      body.append(name, new File([PNG], 'a.png'));
    const sent = await who.send('POST', `${draft}/${page}`, { body });
    assert.equal(
      sent.status,
      303,
      `${page} ${sent.status} ${/class="es"[\s\S]{0,600}/.exec(sent.text)?.[0] ?? ''}`,
    );
  }
  return draft;
}

/** Sends a draft that is filled in. Returns the dossier's code and id. */
export async function sendDraft(
  program: TestProgram,
  who: Client,
  draft: string,
): Promise<{ id: string; code: string }> {
  const sent = await who.post(`${draft}/kiem-tra`, { 'cam-doan': 'on' });
  assert.equal(sent.location, `${draft}/da-nop`, `${sent.status}`);
  return program.env.db.one<{ id: string; code: string }>(
    'SELECT d.id, d.code FROM cases.draft f JOIN cases.dossier d ON d.id = f.dossier_id WHERE f.id = $1',
    [draft.slice('/nop/'.length)],
  );
}

/** A program with a token of the agency. */
export const robot = async (
  program: TestProgram,
  agencyId: string,
  scopes?: readonly string[],
): Promise<Client> => new Client(program.url, undefined, await tokenFor(program, agencyId, scopes));
