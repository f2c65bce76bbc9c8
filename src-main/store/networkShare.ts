import { realpathSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Magic numbers of file systems that other computers may write to as well: `statfs(2)` of Linux, and of the file systems
 * that define their own.
 */
const networkFileSystems: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB 2 and 3
  0xff534d42, // CIFS
  0x564c, // NCP
  0x5346414f, // AFS of OpenAFS
  0x6b414653, // AFS of Linux
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x19830326, // BeeGFS
  0x01161970, // GFS2
  0x7461636f, // OCFS2
]);

/**
 * Whether a file is on a share, as well as can be told: by the type of its file system on Linux, by its real name on
 * Windows, where a mapped drive stands for one. Elsewhere, and where the system does not say, it is taken for local.
 */
export function isOnNetworkShare(path: string, platform: NodeJS.Platform = process.platform): boolean {
  try {
    if (platform === 'win32') return isShareName(realpathSync.native(path));
    if (platform === 'linux') return isNetworkFileSystem(statfsSync(dirname(path)).type);
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** `\\server\share\...`, but not `\\?\C:\...` or `\\.\...`, which are local. */
export function isShareName(path: string): boolean {
  return /^(?:\\\\\?\\UNC\\|\\\\(?![?.]\\))/i.test(path);
}

export function isNetworkFileSystem(type: number): boolean {
  // Some systems give the number as a signed one of 32 bits.
  return networkFileSystems.has(type >>> 0);
}
