/** Who may listen at once: a process has room for so many pages, a session for so many of them. */
export type Places = {
  /** Takes a place; the oldest of a session that has too many is sent away by its `leave`. Undefined when all are taken. */
  take(sessionId: string, leave: () => void): (() => void) | undefined;
  readonly taken: number;
};

type Place = { sessionId: string; leave: () => void };

/** `most`: places in all; `mostOfSession`: of one session, whose oldest gives way to a new one. */
export function createPlaces(most: number, mostOfSession: number): Places {
  const places = new Set<Place>();
  return {
    take(sessionId, leave) {
      const own = [...places].filter(p => p.sessionId === sessionId);
      // A set keeps the order: the first is the oldest.
      const oldest = own.length >= mostOfSession ? own[0] : undefined;
      if (oldest) {
        places.delete(oldest);
        oldest.leave();
      }
      if (places.size >= most) return undefined;
      const place = { sessionId, leave };
      places.add(place);
      return () => void places.delete(place);
    },
    get taken() {
      return places.size;
    },
  };
}
