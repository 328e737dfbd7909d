import { Readable } from 'node:stream';
import type { Answer } from '../types.ts';

/** A message to a page that listens (HTML Living Standard, 9.2 “Server-sent events”). `data` is sent as JSON. */
export type StreamEvent = { event?: string; id?: string; data: unknown };

const oneLine = (text: string): string => text.replace(/[\r\n\0]/g, '');

/** The message as it goes over the wire. JSON holds no line break, so one line of `data` is enough. */
export const eventText = ({ event, id, data }: StreamEvent): string =>
  `${event ? `event: ${oneLine(event)}\n` : ''}${id ? `id: ${oneLine(id)}\n` : ''}data: ${JSON.stringify(data)}\n\n`;

/** More than this waits for a reader only where nobody reads any more. */
const MOST_WAITING = 2_000_000;

export type EventStream = {
  answer: Answer;
  send(message: StreamEvent): void;
  /** A comment: keeps the connection open, and finds out that nobody is there any more. */
  beat(): void;
  end(): void;
  readonly ended: boolean;
};

/**
 * A stream of messages to one page. `onEnd` is called once, whoever ends it: we, the page, the network, or the server that stops.
 */
export function eventStream(onEnd: () => void): EventStream {
  const body = new Readable({ read: () => undefined });
  let ended = false;
  const over = () => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  body.once('close', over);
  // A connection that breaks is an end like another.
  body.once('error', over);
  const write = (text: string) => {
    if (ended || body.destroyed) return;
    if (body.readableLength > MOST_WAITING) body.destroy();
    else body.push(text);
  };
  return {
    answer: { kind: 'events', body },
    send: message => write(eventText(message)),
    beat: () => write(':\n\n'),
    end: () => {
      if (!ended && !body.destroyed) body.push(null);
      over();
    },
    get ended() {
      return ended;
    },
  };
}
