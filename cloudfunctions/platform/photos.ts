import { createHash } from 'node:crypto'

/** Pictures of members in the cloud storage. */
export interface Photos {
  /**
   * Copies what a phone uploaded to a place that no phone can write to, named by its content: what was checked cannot be replaced
   * afterwards, and the same picture again is the same file.
   *
   * @returns the fileID of the copy, or null when there is no picture of at most 10 MB under the address
   */
  keep(source: string, folder: string): Promise<string | null>
  /** Stores a picture that we have, named by its content: the same one again is the same file. Null when it is none. */
  put(bytes: Uint8Array, folder: string): Promise<string | null>
  /** fileID → an address that can be read for a while; those that are gone are missing. At most 50. */
  urlsOf(files: readonly string[]): Promise<Map<string, string>>
  /** Deletes; what is gone already stays gone. At most 50. */
  drop(files: readonly string[]): Promise<void>
}

export interface FilesApi {
  downloadFile(options: { fileID: string }): Promise<{ fileContent: Buffer }>
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>
  getTempFileURL(options: { fileList: string[] }): Promise<{ fileList: { fileID: string; tempFileURL: string }[] }>
  deleteFile(options: { fileList: string[] }): Promise<{ fileList: { fileID: string; status: number }[] }>
}

/** Bytes that `mediaCheckAsync` takes. */
const LARGEST = 10 * 1024 * 1024
/** Status of a file that is not there. */
const GONE = -503003

export function createPhotos(files: FilesApi): Photos {
  return {
    async keep(source, folder) {
      const bytes = await read(files, source)
      return bytes && put(files, bytes, folder)
    },

    put: (bytes, folder) => put(files, Buffer.from(bytes), folder),

    async urlsOf(list) {
      if (list.length === 0) return new Map()
      const { fileList } = await files.getTempFileURL({ fileList: [...list] })
      return new Map(
        fileList.filter(({ tempFileURL }) => tempFileURL).map(({ fileID, tempFileURL }) => [fileID, tempFileURL]),
      )
    },

    async drop(list) {
      if (list.length === 0) return
      const { fileList } = await files.deleteFile({ fileList: [...list] })
      const left = fileList.filter(({ status }) => status !== 0 && status !== GONE)
      if (left.length > 0)
        throw new Error(`${left.length} files could not be deleted, the first with ${left[0]?.status}`)
    },
  }
}

async function put(files: FilesApi, bytes: Buffer, folder: string): Promise<string | null> {
  const ending = bytes.length <= LARGEST ? endingOf(bytes) : null
  if (ending === null) return null
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const { fileID } = await files.uploadFile({ cloudPath: `${folder}/${name}.${ending}`, fileContent: bytes })
  return fileID
}

/** The bytes, or null when the file is not there; a failure of the network is thrown. */
async function read(files: FilesApi, fileID: string): Promise<Buffer | null> {
  const { fileList } = await files.getTempFileURL({ fileList: [fileID] })
  if (!fileList[0]?.tempFileURL) return null
  return (await files.downloadFile({ fileID })).fileContent
}

/** By the first bytes, whatever the name says: a page that calls itself a picture stays outside. */
function endingOf(bytes: Buffer): 'jpg' | 'png' | 'webp' | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpg'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png'
  const webp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return webp ? 'webp' : null
}
