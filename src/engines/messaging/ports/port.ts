/** What goes out. `id` is stable over retries: a provider that knows it sends once. `html`: says what `body` says. */
export type Outgoing = { id: string; to: string; subject: string; body: string; html?: string };

/** A way out of the house. Resolves with the provider's own id when it has taken the message over. */
export type MessagePort = { send(message: Outgoing): Promise<{ providerId: string | null }> };

/** The address is wrong or refused: trying again is of no use. Anything else that is thrown is tried again. */
export class AddressRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'AddressRefused';
  }
}
