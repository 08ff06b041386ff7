// The page's connection to its IndexedDB database: opened when it is asked for, and again when the browser has closed it or it gives no answer
// any more, as a connection or its opening can while the database is well. It knows nothing of what is kept there.

import { databases } from './refusable.js';

/** @typedef {{opening: Promise<IDBDatabase>, isOpen: boolean, owing: number, since: number}} Connection how many answers it owes, since when (ms) */

const most = 5;  // times that the patience is doubled

/** @param {string} name @param {string[]} stores @param {() => void} onLost the browser has closed it */
export function createConnection(name, stores, onLost) {
  /** @type {Connection | null} */
  let current = null;
  /**
   * Given up, and closed when another one has opened: in between the database must not be closed. Chromium reads a torn log then (log.js), and a
   * slow disk would have to open it anew each time. @type {Set<Connection>}
   */
  const left = new Set();
  let doubts = 0;  // since the last answer
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
  /** What is on its way goes on; the next use opens the database anew. */
  function leave() {
    if (current) left.add(current);
    current = null;
  }

  /** Whether what has opened, or answered, is the one to use: late is not lost. @param {Connection} connection */
  function isTaken(connection) {
    if (left.delete(connection) && !current?.isOpen) {
      leave();
      current = connection;
    }
    if (current !== connection) return false;
    closeLeft();
    return true;
  }

  /** @returns {Connection} */
  function connect() {
    const opening = /** @type {Promise<IDBDatabase>} */ (new Promise((done, fail) => {
      const factory = databases();
      if (!factory) throw new DOMException('no databases here', 'SecurityError');
      const request = factory.open(name, 1);
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
    /** @type {Connection} */
    const connection = { opening, isOpen: false, owing: 0, since: 0 };
    opening.then(() => {
      connection.isOpen = true;
      if (!isTaken(connection)) close(connection);
    }, () => forget(connection));
    return connection;
  }

  return {
    /**
     * Begins at once when the database is open; rejects as act does. @template T
     * @param {(database: IDBDatabase) => Promise<T>} act @returns {Promise<T>}
     */
    async use(act) {
      if (isShut) throw new DOMException('shut', 'AbortError');
      const connection = current ??= connect();
      if (connection.owing++ === 0) connection.since = performance.now();
      try {
        const result = await act(await connection.opening);
        doubts = 0;
        if (!isTaken(connection)) close(connection);
        return result;
      } catch (error) {
        // Closed by the browser, which has not said so yet.
        if (error instanceof DOMException && error.name === 'InvalidStateError' && current === connection) leave();
        throw error;
      } finally {
        connection.owing--;
        connection.since = performance.now();
      }
    },

    /**
     * Something was not answered for so many ms. If it is this connection that owes an answer for as long, it is left. Where the one before it
     * was left as well, it may be the disk that takes its time: each gets twice as long. @param {number} patience
     */
    doubt(patience) {
      if (!current || current.owing === 0 || performance.now() - current.since < patience * 2 ** Math.min(doubts, most)) return;
      doubts++;
      leave();
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
