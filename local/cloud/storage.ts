import { createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { dirname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CloudError, invalidParam } from './errors'

const PREFIX = 'cloud://local.6c6f-local/'

/** Files of the cloud storage, kept as files under one folder; an address is `cloud://local.6c6f-local/<path>`. */
export class Storage {
  constructor(
    readonly folder: string,
    private readonly baseUrl: () => string,
  ) {
    mkdirSync(folder, { recursive: true })
  }

  /** First half of an upload: says where to PUT the bytes and what the file will be called. */
  uploadMetadata(path: unknown): Record<string, string> {
    const clean = this.checked(path)
    return {
      url: `${this.baseUrl()}/storage/${clean}`,
      token: 'local',
      authorization: 'local',
      fileId: PREFIX + clean,
      // Travels in a header, so it has to be ASCII.
      cosFileId: encodeURIComponent(clean),
    }
  }

  downloadUrls(list: unknown): { download_list: Record<string, unknown>[] } {
    if (!Array.isArray(list)) throw invalidParam('file_list must be an array')
    const answers = list.map(({ fileid, max_age }: { fileid: string; max_age?: number }) => {
      const path = this.pathOf(fileid)
      if (path === undefined || !exists(join(this.folder, path)))
        return { fileID: fileid, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' }
      const tempFileURL = `${this.baseUrl()}/storage/${path}`
      return { fileID: fileid, code: 'SUCCESS', tempFileURL, maxAge: max_age ?? 86_400 }
    })
    return { download_list: answers }
  }

  remove(list: unknown): { delete_list: Record<string, unknown>[] } {
    if (!Array.isArray(list)) throw invalidParam('fileid_list must be an array')
    const answers = list.map((fileID: string) => {
      const path = this.pathOf(fileID)
      if (path === undefined || !exists(join(this.folder, path))) return { fileID, code: 'STORAGE_FILE_NONEXIST' }
      rmSync(join(this.folder, path))
      return { fileID, code: 'SUCCESS' }
    })
    return { delete_list: answers }
  }

  /** Second half of an upload. The URL path was already decoded. */
  async receive(path: string, request: IncomingMessage): Promise<void> {
    const file = join(this.folder, this.checked(path))
    mkdirSync(dirname(file), { recursive: true })
    await pipeline(request, createWriteStream(file))
  }

  private pathOf(fileId: unknown): string | undefined {
    return typeof fileId === 'string' && fileId.startsWith(PREFIX)
      ? this.checked(fileId.slice(PREFIX.length))
      : undefined
  }

  private checked(path: unknown): string {
    const wrong =
      typeof path !== 'string' || path === '' || path.length > 850 || path.startsWith('/') || path.includes('\0')
    if (wrong || normalize(path).split(sep).includes('..')) {
      throw new CloudError('STORAGE_REQUEST_FAIL', `[InvalidParameter] invalid cloudPath ${String(path)}`)
    }
    return path
  }
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}
