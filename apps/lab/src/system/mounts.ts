/** One line of /proc/PID/mountinfo, as far as the lab cares (proc(5)). */
export interface Mount {
  readonly target: string;
  readonly type: string;
}

export function mountsOf(mountinfo: string): Mount[] {
  return mountinfo
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line.split(' ');
      const type = fields[fields.indexOf('-', 6) + 1] ?? '';
      return { target: unescape(fields[4] ?? ''), type };
    });
}

/** Mount points at or below a folder, the deepest and latest first: the order in which they can be taken away. */
export function mountsBelow(mountinfo: string, folder: string): string[] {
  return mountsOf(mountinfo)
    .map(({ target }) => target)
    .filter((target) => target === folder || target.startsWith(`${folder}/`))
    .reverse();
}

/** Spaces, tabs, newlines and backslashes stand there as three octal digits. */
const unescape = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
