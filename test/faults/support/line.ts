/** Longer than anything may take to be answered: whoever waits so long was left hanging. */
const PATIENCE_MS = 20_000;

const wasSent = (error: unknown): boolean =>
  ((error as Error).cause as { code?: string } | undefined)?.code !== 'ECONNREFUSED';

/** The way from the people to the servers, with what is heard on it; a load balancer’s and a bad telephone line’s part in a test. */
export class Line {
  /** Addresses of the servers, without a slash at the end. */
  readonly urls: string[];
  /** Acts that were sent and not answered, so that nobody knew whether they were done. Each is sent again until it is. */
  unknown = 0;
  /** Answers 503 with Retry-After. */
  unavailable = 0;
  /** Other answers that say that the server failed. */
  errors: string[] = [];
  /** Every act is sent twice at the same moment, to two servers where there are two. */
  twice = false;
  /** Who sends again takes another key: what a client does that does not know of keys. */
  keyless = false;

  constructor(urls: readonly string[]) {
    this.urls = [...urls];
  }

  /** Begins to count anew. */
  forget(): void {
    this.unknown = 0;
    this.unavailable = 0;
    this.errors = [];
  }

  /** Another server than this one, where there is another. */
  next(url: string): string {
    return this.urls[(this.urls.indexOf(url) + 1) % this.urls.length] ?? url;
  }

  #hear(answer: Response, method: string, path: string): void {
    if (answer.status < 500) return;
    if (answer.status === 503 && Number(answer.headers.get('retry-after')) > 0) this.unavailable += 1;
    else this.errors.push(`${answer.status} to ${method} ${path.replace(/[0-9a-f-]{36}/g, '…')}`);
  }

  async #send(url: string, path: string, init: RequestInit, act: boolean): Promise<Response> {
    try {
      const answer = await fetch(url + path, {
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...init,
      });
      this.#hear(answer, init.method ?? 'GET', path);
      return answer;
    } catch (error) {
      if (act && wasSent(error)) this.unknown += 1;
      throw error;
    }
  }

  /** A request to one of the servers. Throws when it gets no answer. */
  ask(url: string, path: string, init: RequestInit = {}): Promise<Response> {
    return this.#send(url, path, init, false);
  }

  /** A request that does something, so that it matters whether it is done once. `init` is asked for each copy that is sent. */
  async act(url: string, path: string, init: () => RequestInit): Promise<Response> {
    const own = this.#send(url, path, init(), true);
    if (!this.twice) return own;
    const copy = this.#send(this.next(url), path, init(), true).then(answer => answer.arrayBuffer());
    const [answered] = await Promise.allSettled([own, copy]);
    if (answered.status === 'rejected') throw answered.reason;
    return answered.value;
  }
}
