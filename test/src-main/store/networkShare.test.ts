import { describe, expect, test } from 'vitest';
import { isNetworkFileSystem, isOnNetworkShare, isShareName } from '#main/store/networkShare.ts';
import { temporaryFolder } from '../../support/folders.ts';

describe('a network share', () => {
  test.each([
    ['\\\\server\\lab\\study.tracewise', true],
    ['\\\\?\\UNC\\server\\lab\\study.tracewise', true],
    ['\\\\?\\C:\\lab\\study.tracewise', false],
    ['\\\\.\\C:\\lab', false],
    ['C:\\lab\\study.tracewise', false],
    ['/home/lab/study.tracewise', false],
  ])('has a name such as %s: %s', (path, expected) => {
    expect(isShareName(path)).toBe(expected);
  });

  test.each([
    ['NFS', 0x6969, true],
    ['SMB, as a signed number', 0xff534d42 | 0, true],
    ['ext4', 0xef53, false],
    ['tmpfs', 0x01021994, false],
  ])('is told by its file system: %s', (_, type, expected) => {
    expect(isNetworkFileSystem(type)).toBe(expected);
  });

  test('is not what a folder of this machine is, nor one that is not there', () => {
    expect(isOnNetworkShare(`${temporaryFolder()}/study.tracewise`)).toBe(false);
    expect(isOnNetworkShare('/no/such/folder/study.tracewise')).toBe(false);
  });
});
