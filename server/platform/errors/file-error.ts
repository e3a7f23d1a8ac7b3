import { sep } from 'node:path';

/** By code of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not use it. Change its owner or its mode',
  EPERM: 'the system does not permit it. Change its owner or its mode',
  EROFS: 'it is on a read-only file system. Mount that for writing',
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: "this user's disk quota is used up. Free some space",
  EIO: 'the disk failed to read or write. Check the disk',
  ENOTDIR: 'a part of this path is a file instead of a folder. Correct the path',
  EEXIST: 'it is a file instead of a folder. Correct the path',
  ELOOP: 'its symbolic links lead in a circle. Correct them',
  ENAMETOOLONG: 'its name is too long. Correct the path',
  ENOENT: 'a folder above it does not exist and cannot be made. Correct the path',
};

/** Codes that only say what is wrong with a path when a folder is made. */
const OF_MAKING = ['ENOENT', 'EEXIST'];
/** Codes of writing to an open file, whose errors name no path: what Toile writes is in the data folder. */
const OF_WRITING = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'];

/** What to tell an operator about a file or folder that cannot be used; null for every other error. */
export function fileErrorSentence(error: unknown, dataDirectory: string): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const {
    code = '',
    syscall,
    path = OF_WRITING.includes(code) ? dataDirectory : undefined,
  } = error as ErrnoError;
  const reason = REASONS[code];
  if (!reason || path === undefined) return null;
  if (OF_MAKING.includes(code) && syscall !== 'mkdir') return null;
  const isData = isBelow(path, dataDirectory) || isBelow(dataDirectory, path);
  const advice = isData ? `, or choose another data folder than ${dataDirectory} with TOILE_DATA_DIR` : '';
  return `${path} cannot be used: ${reason}${advice}`;
}

type ErrnoError = NodeJS.ErrnoException;

const isBelow = (path: string, folder: string) => path === folder || path.startsWith(`${folder}${sep}`);
