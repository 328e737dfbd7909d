/**
 * Why the embedded server cannot be had. `not-ours`: the data folder belongs to another user (`folder`, `owner`); `nameless`: the
 * user `uid` has no name; `unreachable`: root may not run it, and nobody else reaches `folder` or `program`; `not-installed`: npm brought no PostgreSQL for this machine (`machine`); `not-made`, `not-started`: its
 * programs failed, and `said` why; `not-stopped`: process `pid` goes on; `long-path`, `foreign-socket`: no place for its socket.
 */
export type EmbeddedReason =
  | 'not-ours'
  | 'nameless'
  | 'unreachable'
  | 'not-installed'
  | 'not-made'
  | 'not-started'
  | 'not-stopped'
  | 'long-path'
  | 'foreign-socket';

/** `message` is for those who develop; people are told in words made of `reason` and `params`. */
export class EmbeddedProblem extends Error {
  readonly reason: EmbeddedReason;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(reason: EmbeddedReason, params: EmbeddedProblem['params'] = {}) {
    super(`embedded PostgreSQL ${reason}: ${JSON.stringify(params)}`);
    this.name = 'EmbeddedProblem';
    this.reason = reason;
    this.params = params;
  }
}
