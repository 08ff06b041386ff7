// A child process that is waited for, and is killed when it takes too long. It knows nothing of what runs in it.
import { spawn } from 'node:child_process';

/** code null: killed; below 0: not started. @typedef {{code: number | null, output: string, isLate?: boolean}} Ended */

/** The process groups of detached children that still run. @type {Set<number>} */
const groups = new Set();

/** @param {number} group */
function killGroup(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    return;  // it has just ended
  }
}

/** Kills the detached children, with all that they started. */
export function killChildren() {
  for (const group of groups) killGroup(group);
}

/**
 * What the child writes to both streams comes back in one text. With `detached` it is killed with all that it started.
 * @param {string} command @param {string[]} values @param {number} most ms
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, detached?: boolean}} [options] @returns {Promise<Ended>}
 */
export function run(command, values, most, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, values, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const group = options.detached ? child.pid ?? 0 : 0;
    if (group) groups.add(group);
    /** @type {Buffer[]} */
    const output = [];
    let isLate = false;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(part));
    const timer = setTimeout(() => {
      isLate = true;
      if (group) killGroup(group);
      else child.kill('SIGKILL');
    }, most);
    child.on('error', (error) => output.push(Buffer.from(String(error))));
    child.on('close', (code) => {
      clearTimeout(timer);
      groups.delete(group);
      done({ code, output: Buffer.concat(output).toString('utf8'), isLate });
    });
  });
}
