import { createHash } from 'node:crypto'
import type { FilesApi } from './photos'

/** Files that staff put into the cloud storage. Addresses and deleting: `Photos`. */
export interface Files {
  /** Writes; the same path again replaces the same file. Answers its fileID. */
  put(path: string, bytes: Uint8Array): Promise<string>
  /** The bytes, or null when the file is not there (any more); a failure of the network is thrown. */
  read(fileID: string): Promise<Uint8Array<ArrayBuffer> | null>
}

export function createFiles(files: FilesApi): Files {
  return {
    async put(cloudPath, bytes) {
      return (await files.uploadFile({ cloudPath, fileContent: Buffer.from(bytes) })).fileID
    },
    async read(fileID) {
      const { fileList } = await files.getTempFileURL({ fileList: [fileID] })
      if (!fileList[0]?.tempFileURL) return null
      return Uint8Array.from((await files.downloadFile({ fileID })).fileContent)
    },
  }
}

/** SHA-256 as 64 hex digits: the name of a content, whoever computes it. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
