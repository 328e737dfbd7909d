/** What another service answered; its body is whole. */
export type OutgoingAnswer = { status: number; ok: boolean; body: Buffer };

/** The service answered with more than it may. */
export class AnswerTooLong extends Error {
  constructor(most: number) {
    super(`an answer of more than ${most} bytes`);
    this.name = 'AnswerTooLong';
  }
}

/**
 * Nothing came back from the service, or not all of it: it was not reached, not trusted, or cut off. Its message is what the machine said, with the
 * code where there is one (`ECONNREFUSED: connect ECONNREFUSED …`).
 */
class Unreached extends Error {
  constructor(cause: unknown) {
    const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
    super([code, message].filter(said => typeof said === 'string' && said).join(': '), { cause });
    this.name = 'Unreached';
  }
}

/** `fetch` says of whatever fails that it failed; what failed stands in its cause. */
function unreached(error: unknown): unknown {
  const cause = error instanceof TypeError && error.cause;
  return cause ? new Unreached(cause) : error;
}

const TIMEOUT_MS = 15_000;

/**
 * Calls another service (POST with a body, GET without): the only way out by HTTP, and only to an address of the settings. Nothing that somebody types,
 * uploads or signs is ever an address to call (a certificate's lists and responders least of all).
 * A redirect is not followed: it would lead where the service says, with what we sent. At most `mostBytes` are read.
 * Throws Unreached, TimeoutError after 15 seconds, AnswerTooLong.
 */
export async function call(
  url: string,
  request: { headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer>; mostBytes: number },
): Promise<OutgoingAnswer> {
  const { headers, body, mostBytes } = request;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const sent = body === undefined ? { method: 'GET' } : { method: 'POST', body };
  try {
    const answer = await fetch(url, { ...sent, headers, redirect: 'error', signal });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body ?? []) {
      length += chunk.length;
      // Leaving the loop cancels the rest.
      if (length > mostBytes) throw new AnswerTooLong(mostBytes);
      chunks.push(chunk);
    }
    return { status: answer.status, ok: answer.ok, body: Buffer.concat(chunks) };
  } catch (error) {
    throw unreached(error);
  }
}
