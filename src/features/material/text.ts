/** Refusals: what it is and what to do next. */
export const refusalText = {
  noSuch: '素材库里没有这个素材，可能已经删掉了，请刷新后再看。',
  toneTwice: '两种说法的语气一样，请给其中一种换个名字。',
  notScript: '这个素材不是话术，不能改成问答，请另写一条话术。',
  changed: '别人刚改过这个素材，请看过新的样子再改一次。',
  noConsent: '会员的内容要先得到本人同意，请确认后勾选「会员已同意」。',
  notBegun: '这次上传已经过期了，请重新选择文件上传。',
  wrongChunk: '这一段和文件对不上，请重新选择文件上传。',
  chunksMissing: '有几段没有收到，请点「重试」接着传。',
  differs: '收到的文件和你选的不一样，请重新选择文件上传。',
  wrongType: '这个文件发不了：只收 JPG、PNG、MP4、AMR、PDF 和 Office 文档，请换一个格式再传。',
  tooLarge: (kind: string, most: number) => `${kind}最大 ${most} MB，请压缩后再传。`,
  inUse: (count: number) => `还有 ${count} 处内容在用它，不能删除；可以先归档。`,
  coverInUse: (name: string) => `「${name}」卡片的封面在用它，请先换掉封面。`,
  notPicture: '封面要用图片，请从素材库里选一张图。',
  ugcCover: '会员的照片随时可能收回，不能做卡片封面，请选一张品牌自己的图。',
  withdrawn: '会员收回了同意，这张照片不能再用，也不能放回素材库。',
  noSuchCover: '没有这个封面名，请刷新后再选。',
} as const

export const kindNames = {
  image: '图片',
  video: '短视频',
  file: '文件',
  voice: '语音',
  link: '链接',
  script: '话术',
} as const
