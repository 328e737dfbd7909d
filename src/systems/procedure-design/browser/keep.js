/**
 * A drawing that is not saved yet, kept by this browser, so that it outlives a reload, a closed window and an ended session.
 * @typedef {{ xml: string, revision: number, at: number }} Kept
 * @param {Storage | undefined} storage
 * @param {string} name of the person and the procedure
 */
export function keeper(storage, name) {
  const key = `fansipan.process.${name}`;
  return {
    /**
     * @param {Kept} kept
     * @returns {boolean} whether it is there
     */
    keep(kept) {
      try {
        storage?.setItem(key, JSON.stringify(kept));
        return storage !== undefined;
      } catch {
        // Full, or forbidden by the browser: then leaving warns, and that is all.
        return false;
      }
    },
    /** @returns {Kept | undefined} */
    kept() {
      try {
        const found = JSON.parse(storage?.getItem(key) ?? 'null');
        return typeof found?.xml === 'string' && Number.isFinite(found.revision) ? found : undefined;
      } catch {
        return undefined;
      }
    },
    forget() {
      try {
        storage?.removeItem(key);
      } catch {
        // There was nothing to forget.
      }
    },
  };
}

const storage = () => {
  try {
    return globalThis.localStorage;
  } catch {
    // Forbidden by the browser.
    return undefined;
  }
};

/** What this browser keeps for the person and the procedure of a page. */
export const keeperOf = ({ account, code }) => keeper(storage(), `${account}.${code}`);
