import Taro from '@tarojs/taro'

/** Gives a file to the member: WeChat's own chooser of a chat, of which 文件传输助手 is one. */
export async function handOver(name: string, content: string): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  Taro.getFileSystemManager().writeFileSync(filePath, content, 'utf8')
  await Taro.shareFileMessage({ filePath, fileName: name })
}
