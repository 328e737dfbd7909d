/**
 * Asks our server, as JSON. What went wrong is told by a word: `signed-out`, `forbidden`, `offline`, or the server's own sentence.
 * @typedef {{ ok: true, data: any } | { ok: false, why: string, data?: any }} Answered
 * @returns {Promise<Answered>}
 */
export async function ask(address, xml, csrf) {
  let answer;
  try {
    answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/xml', 'x-csrf-token': csrf, accept: 'application/json' },
      body: xml,
      redirect: 'error',
    });
  } catch {
    return { ok: false, why: 'offline' };
  }
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  const data = isJson ? await answer.json().catch(() => undefined) : undefined;
  if (answer.ok && data) return { ok: true, data };
  if (answer.status === 401) return { ok: false, why: 'signed-out' };
  if (answer.status === 403) return { ok: false, why: 'forbidden' };
  if (answer.status === 413) return { ok: false, why: 'too-large' };
  return { ok: false, why: data ? 'refused' : 'failed', data };
}
