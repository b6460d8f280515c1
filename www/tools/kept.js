// Files that survive a reload: in IndexedDB, each under its session and its hash. They live exactly as long as the session's
// record in localStorage, which lists them; where the browser keeps nothing, every call says so by false or nothing.

const STORE = "files";

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("refund-widget", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * What an act in one transaction leaves, once it is on the disk.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
const within = async (mode, act) => {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};

/** @typedef {{file: File, raw: boolean}} Kept */

/** Keeps a file; false where the browser does not. @param {string} session @param {string} hash @param {Kept} taken */
export const keep = async (session, hash, { file, raw }) => {
  try {
    // Its bytes, because a private window of WebKit keeps no file.
    const bytes = await file.arrayBuffer();
    await within("readwrite", (store) => store.put({ bytes, name: file.name, type: file.type, raw }, [session, hash]));
    return true;
  } catch {
    return false;
  }
};

/** The file that was kept, or nothing. @param {string} session @param {string} hash @returns {Promise<Kept | undefined>} */
export const find = async (session, hash) => {
  try {
    const { bytes, name, type, raw } = await within("readonly", (store) => store.get([session, hash]));
    return { file: new File([bytes], name, { type }), raw };
  } catch {
    return undefined;
  }
};

/** Forgets one file of a session, or all. @param {string} session @param {string} [hash] */
export const drop = async (session, hash) => {
  // An array comes after every text.
  const range = hash ? IDBKeyRange.only([session, hash]) : IDBKeyRange.bound([session], [session, []]);
  await within("readwrite", (store) => store.delete(range));
};

/** Forgets the files of sessions whose record is gone. */
export const sweep = async () => {
  const keys = /** @type {[string, string][]} */ (await within("readonly", (store) => store.getAllKeys()));
  for (const [session, hash] of keys) if (localStorage.getItem(session) === null) await drop(session, hash);
};
