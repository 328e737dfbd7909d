import { AddressRefused, type MessagePort } from './port.ts';

/**
 * SMS over HTTP: `POST URL` with `{ id, to, text }` as JSON and a bearer token; 2xx with `{ id }` means taken over. 400, 404
 * and 422 say that the number is not one; everything else is tried again. Providers differ little from this; one that
 * does gets its own adapter.
 */
export function smsPort(url: string, token: string | null): MessagePort {
  return {
    send: async ({ id, to, body }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ id, to, text: body }),
        signal: AbortSignal.timeout(15_000),
      });
      if ([400, 404, 422].includes(response.status)) throw new AddressRefused(`SMS ${response.status}`);
      if (!response.ok) throw new Error(`SMS provider answered ${response.status}`);
      const answer = (await response.json().catch(() => ({}))) as { id?: unknown };
      return { providerId: typeof answer.id === 'string' ? answer.id : null };
    },
  };
}
