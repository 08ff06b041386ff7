// The page's connection to its IndexedDB database: opened when it is asked for, and again when the browser has closed it or it gives no answer
// any more, as a connection or its opening can while the database is well. It knows nothing of what is kept there.

/** @typedef {{opening: Promise<IDBDatabase>, asked: number, isOpen: boolean}} Connection asked: ms of the page's clock */

/** @param {string} name @param {string[]} stores @param {() => void} onLost the browser has closed it */
export function createConnection(name, stores, onLost) {
  /** @type {Connection | null} */
  let current = null;
  /**
   * Given up, and closed when another one has opened: in between the database must not be closed. Chromium reads a torn log then (log.js), and a
   * slow disk would have to open it anew each time. @type {Set<Connection>}
   */
  const left = new Set();
  let isShut = false;

  /** @param {Connection} connection */
  const close = ({ opening }) => { opening.then((database) => database.close(), () => {}); };  // it had not opened
  const closeLeft = () => {
    for (const connection of left) close(connection);
    left.clear();
  };
  /** @param {Connection} connection */
  function forget(connection) {
    if (current === connection) current = null;
    left.delete(connection);
  }
  function leave() {
    if (current) left.add(current);
    current = null;
  }

  /** @returns {Connection} */
  function connect() {
    const opening = /** @type {Promise<IDBDatabase>} */ (new Promise((done, fail) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of stores) request.result.createObjectStore(store);
      };
      request.onsuccess = () => {
        const database = request.result;
        // A later version wants to change it, or the browser has closed it: the next call opens it again.
        database.onversionchange = () => { database.close(); forget(connection); };
        database.onclose = () => { forget(connection); onLost(); };
        done(database);
      };
      request.onerror = () => fail(request.error);
      request.onblocked = () => fail(new DOMException('held by another version', 'InvalidStateError'));
    }));
    const connection = { opening, asked: performance.now(), isOpen: false };
    opening.then(() => {
      connection.isOpen = true;
      // Late is not lost.
      if (left.delete(connection) && !current?.isOpen) {
        leave();
        current = connection;
      }
      if (current === connection) closeLeft();
      else close(connection);
    }, () => forget(connection));
    return connection;
  }

  return {
    /** @returns {Promise<IDBDatabase>} */
    open: () => isShut ? Promise.reject(new DOMException('shut', 'AbortError')) : (current ??= connect()).opening,

    /** What is on its way goes on; the next call opens the database anew. */
    leave,

    /**
     * After something was not answered for so many ms. A younger connection was not asked that; and where others have not answered either,
     * it is the disk that takes its time: each gets twice as long as the one before. @param {number} patience
     */
    doubt(patience) {
      if (current && performance.now() - current.asked >= patience * 2 ** left.size) leave();
    },

    /** While all of it is being wiped: what is on its way may not make it anew. @param {boolean} shut */
    shut(shut) {
      isShut = shut;
      if (!shut) return;
      leave();
      closeLeft();
    },
  };
}
