// What the application asks of the page: for each effect of app/state/effect.h (the conditions of each stand there) the function that carries it out.
// It calls the rooms of the page and the browser, answers with events, and decides nothing.
import { takesBytes, textOf } from './bridge.js';
import { download, readEnglish } from './files.js';
import { database, preferences, prefix } from './names.js';
import { page } from './page.js';
import { setAddress } from './refusable.js';
import { stampOf } from './safety.js';
import { storage } from './storage.js';

const conflict = 5;  // as in state/entry.h, enum StorageTrouble
const device = () => import('./device.js');

/**
 * The rooms of the page that effects call, as far as they do.
 * @typedef {object} Rooms
 * @property {{app: import('./bridge.js').Application, send: import('./bridge.js').Send}} bridge
 * @property {{useNewVersion: () => void}} offline
 * @property {{requestFrame: () => void}} frames
 * @property {{sendTyped: () => void, saveSoon: () => void, tryAgain: () => void, letGoOfEarly: () => void}} typing
 * @property {{
 *   safety: ReturnType<typeof import('./safety.js').createSafety>, tabs: ReturnType<typeof import('./tabs.js').createTabs>,
 *   readAgain: (id: string) => Promise<void>, checkStoresSoon: (told: boolean) => void, readRoomSoon: (delay?: number) => void,
 *   lookAround: () => void, allForgotten: (localLeft: number, copy: number) => Promise<void>, lastBackup: () => string,
 * }} stores
 */

/**
 * In the order of state::Effect, each with the fields of its struct; of a struct within it the fields in its place.
 * @param {Rooms} rooms
 */
export function createEffects({ bridge, offline, frames, typing, stores }) {
  const { app, send } = bridge;
  const { safety, tabs } = stores;

  let copiesSent = 0;  // to the safety copy

  /** @param {{trouble: number, items: string[]}} found id, line and time of removal, one after the other */
  const trashRead = ({ trouble, items }) => send('TrashRead', trouble, items);

  /**
   * The whole history of a draft, when what was asked of it is done.
   * @param {string} id @param {number} [failed] why that was not done
   */
  async function historyRead(id, failed = 0) {
    const { trouble, items } = failed === 0 ? await safety.readHistory(id) : { trouble: failed, items: [] };
    send('HistoryRead', id, trouble, items);
  }

  /**
   * Snapshots of a backup, by draft, until the call that brings them is over: those of a draft go in one transaction.
   * @type {Map<string, [string, import('./safety.js').Snapshot][]>}
   */
  const putBack = new Map();
  /** @param {string} id @param {string} key @param {import('./safety.js').Snapshot} snapshot */
  function putSnapshotBack(id, key, snapshot) {
    if (putBack.size === 0) {
      queueMicrotask(() => {
        for (const snapshots of putBack.values()) {
          void safety.putSnapshotsBack(snapshots).then((trouble) => { if (trouble !== 0) send('SnapshotsRefused'); });
        }
        putBack.clear();
      });
    }
    putBack.set(id, [...putBack.get(id) ?? [], [key, snapshot]]);
  }

  return {
    SaveSoon() { typing.saveSoon(); },
    /**
     * @param {string} key @param {string} line @param {string} draft @param {number} revision
     * @param {number} knownRevision @param {string} knownWriter of the record that is known to stand there
     */
    WriteRecord(key, line, draft, revision, knownRevision, knownWriter) {
      const trouble = storage.writeRecord(key, line, { revision: knownRevision, writer: knownWriter }, () => stores.checkStoresSoon(true));
      if (trouble !== 0) {
        typing.tryAgain();
        stores.readRoomSoon(1000);
      }
      const before = copiesSent;
      send('Stored', draft, revision, trouble);
      // Other tabs are told once for each record: when the safety copy has it if it was sent there, else now. A page that is out of sight tells now
      // as well, because it may end before that answer.
      if (trouble === 0 && (copiesSent === before || document.hidden)) tabs.tell(draft);
    },
    /**
     * @param {string} draft @param {string} line @param {number} revision @param {string} writer of the line
     * @param {number} knownRevision @param {string} knownWriter of the record that is known to stand there
     */
    WriteCopy(draft, line, revision, writer, knownRevision, knownWriter) {
      copiesSent += 1;
      void safety.put(draft, line, { revision: knownRevision, writer: knownWriter }).then((trouble) => {
        if (trouble !== 0) typing.tryAgain();
        tabs.tell(draft);
        typing.sendTyped();  // first what is typed by now: the answer may let this page give up the lease
        send('Copied', draft, revision, writer, trouble);
        typing.letGoOfEarly();
      });
    },
    /** @param {string[]} keys @param {number} knownRevision @param {string} knownWriter @param {string} writer @param {boolean} onlyOwn */
    RemoveRecords(keys, knownRevision, knownWriter, writer, onlyOwn) {
      storage.removeRecords(keys, { revision: knownRevision, writer: knownWriter }, writer, onlyOwn);
      stores.readRoomSoon();
    },
    /**
     * @param {string} draft @param {string} key @param {string} tombstone @param {string} line @param {string} removed
     * @param {number} knownRevision @param {string} knownWriter
     */
    RemoveCopy(draft, key, tombstone, line, removed, knownRevision, knownWriter) {
      // Until the safety copy has answered, this is what keeps the draft from coming back.
      storage.writeInAnyRoom(prefix, key, tombstone);
      void safety.remove(draft, tombstone, line, removed, { revision: knownRevision, writer: knownWriter }).then((trouble) => {
        if (trouble === 0 || trouble === conflict) storage.remove(key);
        else if (page.copiesAreRead) typing.tryAgain();  // otherwise tried again when the safety copy can be read
        if (trouble === 0) tabs.tell(draft, true);
        send('Removed', draft, trouble);
      });
    },
    ReadTrash() { void safety.readTrash().then(trashRead); },
    ReadAll() {
      void Promise.all([safety.read(), safety.readTrash(), safety.readHistory()]).then(([found, trash, history]) => {
        typing.sendTyped();
        send('AllRead', found.trouble || trash.trouble || history.trouble, storage.items(prefix), found.copies, found.gone, '', trash.items, history.items);
      });
    },
    /** @param {string} draft */
    RemoveFromTrash(draft) {
      void safety.removeFromTrash(draft).then((trouble) => trouble === 0 ? safety.readTrash() : { trouble, items: [] }).then(trashRead);
    },
    /** @param {string} draft */
    ReadAgain(draft) { void stores.readAgain(draft); },
    /** @param {string} draft @param {string} key @param {string} time @param {string} name @param {string} line @param {boolean} putBack */
    KeepSnapshot(draft, key, time, name, line, putBack) {
      const snapshot = { time, name, line };
      if (putBack) putSnapshotBack(draft, key, snapshot);
      else void safety.keepSnapshot(draft, key, snapshot).then((trouble) => historyRead(draft, trouble));
    },
    /** @param {string} draft */
    ReadHistory(draft) { void historyRead(draft); },
    /** @param {string} draft @param {string[]} keys */
    DropSnapshots(draft, keys) { void safety.dropSnapshots(keys).then((trouble) => historyRead(draft, trouble)); },
    /** @param {string} draft @param {boolean} take */
    AskForLease(draft, take) {
      if (take) tabs.take(draft);
      else tabs.show(draft);
    },
    /** @param {string} draft */
    GiveUpLease(draft) { tabs.giveUp(draft); },
    Download: takesBytes((/** @type {Uint8Array<ArrayBuffer>} */ name, /** @type {Uint8Array} */ type, /** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
      download(textOf(name), textOf(type), bytes.slice());
    }),
    /** @param {string} key @param {string} name */
    DownloadStoredValue(key, name) { download(name, 'text/plain;charset=utf-8', storage.read(key) ?? ''); },
    /** @param {string} hash @param {boolean} replace @param {boolean} fresh */
    SetAddress(hash, replace, fresh) {
      setAddress(fresh ? { fresh: true } : null, hash, replace);
      // A replaced address is the same screen under another name: whoever is typing there stays there.
      if (replace) return;
      page.screenChanged = true;
      frames.requestFrame();
      stores.lookAround();
    },
    /** @param {string} key */
    MoveFocus(key) {
      page.focusNext = key;
      frames.requestFrame();
    },
    ScrollToTop() { scrollTo(0, 0); },
    UseNewVersion() { offline.useNewVersion(); },
    /** @param {boolean} text */
    ShowFace(text) {
      page.wantsText = text;
      frames.requestFrame();
    },
    /** @param {number} choice as state/effect.h, RememberTextView */
    RememberTextView(choice) { storage.prefer(preferences, 'textView', [undefined, true, false][choice]); },
    LoadEnglish() {
      readEnglish().then((words) => {
        app.set_english(words);
        send('EnglishRead', false);
      }, (error) => {
        console.error(error);
        send('EnglishMissing');
      });
    },
    /** @param {number} language as state/faces.h, enum Language */
    RememberLanguage(language) { storage.prefer(preferences, 'language', language === 1 ? 'en' : undefined); },
    /** @param {string} time */
    RememberBackup(time) { storage.prefer(preferences, 'lastBackup', time); },
    DraftKept() {
      device().then(({ askToKeep }) => askToKeep(preferences)).catch((error) => console.info(error));  // asked again on the next visit
    },
    ReadDevice() {
      device().then(({ readDevice }) => readDevice(preferences)).then(({ usage, quota, lasting, asked }) => {
        const version = /v-(\w{7})\w*\/$/.exec(new URL('.', import.meta.url).pathname)?.[1] ?? '';  // as much as fits on a line
        send('DeviceRead', usage, quota, lasting, asked, version, stores.lastBackup());
      }, (error) => console.error(error));  // the screen says what is known without it
    },
    WipeDevice() {
      safety.shut(true);
      device().then(({ wipe }) => wipe(database, prefix, tabs.tellWiping), () => ({ localLeft: 1, copy: 4 })).then(({ localLeft, copy }) => {
        tabs.tellWiped(localLeft, copy);
        return stores.allForgotten(localLeft, copy);
      });
    },
  };
}
