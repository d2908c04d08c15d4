/** A place for short texts that outlives a page, or at least a panel. */
export interface Keep {
  get(key: string): string;
  set(key: string, value: string): void;
}

/** Browser storage where there is one, memory where it is missing or full. */
export function keepIn(storage: () => Storage, prefix: string): Keep {
  const memory = new Map<string, string>();
  return {
    get(key) {
      try {
        return storage().getItem(prefix + key) ?? memory.get(key) ?? '';
      } catch {
        return memory.get(key) ?? '';
      }
    },
    set(key, value) {
      memory.set(key, value);
      try {
        if (value) {
          storage().setItem(prefix + key, value);
        } else {
          storage().removeItem(prefix + key);
        }
      } catch {
        // Private windows and full disks refuse; memory has it.
      }
    }
  };
}

/** Memory only, for tests and for surfaces without storage. */
export function keepInMemory(): Keep {
  return keepIn(() => {
    throw new Error('no storage');
  }, '');
}
