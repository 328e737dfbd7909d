import { call } from '#platform/outgoing';
import { AddressRefused, type MessagePort } from './port.ts';

/** The provider's id for the message; null where it says none, or nothing that we understand. */
function idIn(answer: Buffer): string | null {
  try {
    const { id } = JSON.parse(answer.toString('utf8')) as { id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

/**
 * SMS over HTTP: `POST URL` with `{ id, to, text }` as JSON and a bearer token; 2xx with `{ id }` means taken over. 400, 404
 * and 422 say that the number is not one; everything else is tried again. Providers differ little from this; one that
 * does gets its own adapter.
 */
export function smsPort(url: string, token: string | null): MessagePort {
  return {
    send: async ({ id, to, body }) => {
      const {
        status,
        ok,
        body: answer,
      } = await call(url, {
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ id, to, text: body }),
        mostBytes: 64 * 1024,
      });
      if ([400, 404, 422].includes(status)) throw new AddressRefused(`SMS ${status}`);
      if (!ok) throw new Error(`SMS provider answered ${status}`);
      return { providerId: idIn(answer) };
    },
  };
}
