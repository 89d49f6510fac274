const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** Why a file cannot be read, and what to do about it. */
export const workbookText = {
  tooBig: (bytes: number) =>
    `这个文件有 ${(bytes / 1024 / 1024).toFixed(1)} MB，最多 5 MB。删掉表里的图片，或拆成几份再导。`,
  empty: '这个文件是空的，没有内容可以导。',
  noCells: '表里一个有字的格子也没有，请确认选对了文件。',
  oldExcel: '这是旧版 .xls，或者加了密码。在 Excel 里去掉密码、另存为 .xlsx 再导。',
  broken: '这个文件打不开，可能没有传完或已损坏。在 Excel 里打开一次，另存为 .xlsx 再导。',
  unknown: '这不是表格。请选 .xlsx 或 .csv 文件。',
  tooManySheets: (found: number, most: number) => `有 ${found} 张工作表，最多 ${most} 张。留下要导的再试。`,
  tooManyCells: (sheet: string, found: number, most: number) =>
    `「${sheet}」有 ${number(found)} 格，一张表最多 ${number(most)} 格。请拆成几份再导。`,
  tooMuchText: (bytes: number, most: number) =>
    `表里的字一共 ${Math.ceil(bytes / 1000)} KB，一次最多 ${Math.floor(most / 1000)} KB。请按工作表拆成几份再导。`,
  tooLong: (sheet: string, cell: string, most: number) =>
    `「${sheet}」的 ${cell} 超过 ${number(most)} 个字，一条消息放不下。改短后再导。`,
  slow: '这个文件读了 30 秒还没读完，已经停下。拆成几份再导。',
} as const
