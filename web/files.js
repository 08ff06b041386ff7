// Files in and out: downloads, the chosen file, a file dropped on the page, the English words of this build. It knows bytes and names only.

/** Bytes of the largest file that is read: json_limit_bytes in app/formats/import.h, or backup_limits in app/drafts/backup.h for a file that begins like a backup. */
const largest = 8 * 1024 * 1024;
const largestBackup = 64 * 1024 * 1024;
const beginning = 256;
const englishPatience = 10_000;  // ms until who asked for the English words hears that they do not come

/** @param {string} name @param {string} type @param {BlobPart} bytes */
export function download(name, type, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari is still reading when click() returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {File} file
 * @param {(name: string, bytes: Uint8Array) => void} onRead
 * @param {(name: string, tooLarge: boolean) => void} onRefused
 */
export async function read(file, onRead, onRefused) {
  let bytes;
  try {
    const isBackup = async () => (await file.slice(0, beginning).text()).includes('"reisverslag-backup"');
    if (file.size > largest && (file.size > largestBackup || !await isBackup())) {
      onRefused(file.name, true);
      return;
    }
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    onRefused(file.name, false);
    return;
  }
  onRead(file.name, bytes);
}

/** The words of the other language, of this same build. Nobody waits for them but who asked. */
export async function readEnglish() {
  const response = await fetch(new URL('english.txt', import.meta.url), { signal: AbortSignal.timeout(englishPatience) });
  if (!response.ok) throw new Error(`english.txt: ${response.status}`);
  return response.text();
}
