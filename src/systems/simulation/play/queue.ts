type Item<T> = { at: number; n: number; value: T };

/** What is to happen, the earliest first; of the same instant the lower number (binary heap). */
export function queue<T>() {
  const heap: Array<Item<T>> = [];
  const before = (a: Item<T>, b: Item<T>) => a.at < b.at || (a.at === b.at && a.n < b.n);
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]] as [Item<T>, Item<T>];
    heap[i] = b;
    heap[j] = a;
  };
  return {
    get size() {
      return heap.length;
    },
    /** The instant of the first; undefined when there is none. */
    first: (): number | undefined => heap[0]?.at,
    push(at: Date, n: number, value: T): void {
      let i = heap.push({ at: at.getTime(), n, value }) - 1;
      while (i > 0) {
        const above = (i - 1) >> 1;
        if (!before(heap[i] as Item<T>, heap[above] as Item<T>)) break;
        swap(i, above);
        i = above;
      }
    },
    pop(): { at: Date; value: T } | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (!top || !last) return undefined;
      if (heap.length) heap[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2])
          if (child < heap.length && before(heap[child] as Item<T>, heap[least] as Item<T>)) least = child;
        if (least === i) break;
        swap(i, least);
        i = least;
      }
      return { at: new Date(top.at), value: top.value };
    },
  };
}
