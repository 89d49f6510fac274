import { mergeInternalComponents } from '@tarojs/shared'
import { spoken } from './spoken.js'

mergeInternalComponents(spoken)
