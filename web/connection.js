// The page's connection to its IndexedDB database: opened at the first use, and opened again when the browser has closed it or when it gives no
// answer any more, which happens to a single connection while the database is well. It knows nothing of what the database holds.

import { databases } from './refusable.js';

/** @typedef {{opening: Promise<IDBDatabase>, isOpen: boolean, owing: number, since: number}} Connection owing: calls without an answer; since: performance.now() of the first of them or of the last answer */

const most = 5;  // times that the time limit is doubled

/** @param {string} name @param {string[]} stores @param {() => void} onLost called when the browser has closed the connection */
export function createConnection(name, stores, onLost) {
  /** @type {Connection | null} */
  let current = null;
  /**
   * Abandoned connections. They are closed only when another connection has opened, so that the database is never without one: Chromium would
   * read its torn log again (log.js), and a slow disk would have to open the database anew each time. @type {Set<Connection>}
   */
  const left = new Set();
  let doubts = 0;  // connections abandoned since the last answer
  let isShut = false;

  /** @param {Connection} connection */
  const close = ({ opening }) => { opening.then((database) => database.close(), () => {}); };  // an opening that failed has nothing to close
  const closeLeft = () => {
    for (const connection of left) close(connection);
    left.clear();
  };
  /** @param {Connection} connection */
  function forget(connection) {
    if (current === connection) current = null;
    left.delete(connection);
  }
  /** Abandons the current connection. Its transactions go on; the next use opens a new connection. */
  function leave() {
    if (current) left.add(current);
    current = null;
  }

  /** Whether a connection that has opened or answered is the current one. An abandoned one that answers first becomes it again. @param {Connection} connection */
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
        // A later version of the application upgrades the database, or the browser has closed the connection: the next call opens a new one.
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
     * Calls act with the open database, in this turn if it is open already, and rejects as act does. @template T
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
        // The browser has closed the connection and has not fired `close` yet.
        if (error instanceof DOMException && error.name === 'InvalidStateError' && current === connection) leave();
        throw error;
      } finally {
        connection.owing--;
        connection.since = performance.now();
      }
    },

    /**
     * A caller had no answer for so many ms. If the current connection owes one for as long, it is abandoned. Exponential back-off, because a slow
     * disk looks the same: each connection abandoned since the last answer doubles the time limit. @param {number} patience
     */
    doubt(patience) {
      if (!current || current.owing === 0 || performance.now() - current.since < patience * 2 ** Math.min(doubts, most)) return;
      doubts++;
      leave();
    },

    /** Refuses every use while the database is being deleted, so that nothing creates it again. @param {boolean} shut */
    shut(shut) {
      isShut = shut;
      if (!shut) return;
      leave();
      closeLeft();
    },
  };
}
