import type { PoolClient } from 'pg';

/** What `pg` asks of something that is sent like a query. */
type Wire = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sync?(): void;
};

/** One COPY … FROM STDIN with all its lines: the protocol's own way to put in many rows (PostgreSQL manual, 53.2.6). */
class CopyIn {
  readonly #text: string;
  readonly #data: string;
  readonly #done: (error?: Error) => void;
  constructor(text: string, data: string, done: (error?: Error) => void) {
    this.#text = text;
    this.#data = data;
    this.#done = done;
  }
  submit(connection: Wire): void {
    connection.query(this.#text);
  }
  handleCopyInResponse(connection: Wire): void {
    connection.sendCopyFromChunk(Buffer.from(this.#data));
    connection.endCopyFrom();
  }
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleReadyForQuery(): void {
    this.#done();
  }
  handleError(error: Error): void {
    this.#done(error);
  }
}

/** Puts lines in the text form of COPY into a table. Throws what the database throws: a rule that does not hold refuses them all. */
export function copyIn(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  lines: readonly string[],
) {
  if (!lines.length) return Promise.resolve();
  const names = columns.map(c => `"${c}"`).join(', ');
  return new Promise<void>((resolve, reject) => {
    const end = (error?: Error) => (error ? reject(error) : resolve());
    const copy = new CopyIn(`COPY ${table} (${names}) FROM STDIN`, `${lines.join('\n')}\n`, end);
    client.query(copy as never);
  });
}
