<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>PanelTitle</name>
    <message>
        <source>Float or dock this panel</source>
        <translation>浮动或停靠此面板</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>Overall %1</source>
        <translation>综合 %1</translation>
    </message>
    <message>
        <source>Sharpness %1</source>
        <translation>清晰度 %1</translation>
    </message>
    <message>
        <source>Light %1</source>
        <translation>光照 %1</translation>
    </message>
    <message>
        <source>Pose %1</source>
        <translation>姿态 %1</translation>
    </message>
    <message>
        <source>Size %1</source>
        <translation>大小 %1</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>A network made or changed this picture: use the original.</source>
        <translation>此图片由网络生成或修改：请使用原件。</translation>
    </message>
    <message>
        <source>%1 is not usable</source>
        <translation>%1 不可用</translation>
    </message>
    <message>
        <source>%1 was not found</source>
        <translation>找不到 %1</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 is of a kind that is not supported</source>
        <translation>不支持 %1 的类型</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 太大</translation>
    </message>
    <message>
        <source>The weights of %1 are not on this machine</source>
        <translation>本机没有 %1 的权重</translation>
    </message>
    <message>
        <source>The weights of %1 are damaged or altered</source>
        <translation>%1 的权重已损坏或被改动</translation>
    </message>
    <message>
        <source>Templates of different recognisers cannot be compared</source>
        <translation>不同识别模型的模板不能比较</translation>
    </message>
    <message>
        <source>%1 is in use by another program</source>
        <translation>%1 正被其他程序使用</translation>
    </message>
    <message>
        <source>The data store cannot be used</source>
        <translation>数据库无法使用</translation>
    </message>
    <message>
        <source>The data store was written by a newer version of Lineament</source>
        <translation>数据库由更新版本的 Lineament 写入</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 没有响应</translation>
    </message>
    <message>
        <source>Something went wrong inside Lineament</source>
        <translation>Lineament 内部出错</translation>
    </message>
    <message>
        <source>Check what was entered.</source>
        <translation>请检查输入的内容。</translation>
    </message>
    <message>
        <source>Check that it still exists and is not on a drive that was unplugged.</source>
        <translation>请确认它仍然存在，并且不在已拔出的磁盘上。</translation>
    </message>
    <message>
        <source>Try the original file, or export it again.</source>
        <translation>请使用原始文件，或重新导出。</translation>
    </message>
    <message>
        <source>Convert it to JPEG, PNG or MP4 first.</source>
        <translation>请先转换为 JPEG、PNG 或 MP4。</translation>
    </message>
    <message>
        <source>Use a smaller copy.</source>
        <translation>请使用较小的副本。</translation>
    </message>
    <message>
        <source>Fetch the weights in Preferences › Models.</source>
        <translation>请在“偏好设置 › 模型”中获取权重。</translation>
    </message>
    <message>
        <source>Choose the recogniser they were made with in the preferences.</source>
        <translation>请在偏好设置中选择生成它们的识别模型。</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>请等它完成后重试。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions, or choose another data folder.</source>
        <translation>请检查文件夹权限，或选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>Update Lineament, or choose another data folder.</source>
        <translation>请更新 Lineament，或选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请释放一些空间后重试。</translation>
    </message>
    <message>
        <source>Check that it is connected and not in use elsewhere.</source>
        <translation>请检查它已连接且未被占用。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report the words above.</source>
        <translation>请重试；如果再次发生，请报告以上文字。</translation>
    </message>
    <message>
        <source>renaming of a person</source>
        <translation>人员改名</translation>
    </message>
    <message>
        <source>merging of two people</source>
        <translation>合并两人</translation>
    </message>
    <message>
        <source>enrolment</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>removal of a photo</source>
        <translation>删除照片</translation>
    </message>
    <message>
        <source>naming of a track</source>
        <translation>命名轨迹</translation>
    </message>
    <message>
        <source>last decision</source>
        <translation>上一个决定</translation>
    </message>
    <message>
        <source>The input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a whole sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>what: why</comment>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>Hold still, or focus on the face: sharpness %1, at least %2.</source>
        <translation>请保持不动，或对焦到人脸：清晰度 %1，至少 %2。</translation>
    </message>
    <message>
        <source>Add light from the front: too dark, light %1, at least %2.</source>
        <translation>请从正面补光：太暗，光照 %1，至少 %2。</translation>
    </message>
    <message>
        <source>Avoid direct light: too bright, light %1, at least %2.</source>
        <translation>请避免直射光：太亮，光照 %1，至少 %2。</translation>
    </message>
    <message>
        <source>Light the face evenly from the front: light %1, at least %2.</source>
        <translation>请从正面均匀照亮人脸：光照 %1，至少 %2。</translation>
    </message>
    <message>
        <source>Turn towards the camera: yaw %1°, at most %2°.</source>
        <translation>请转向镜头：偏转 %1°，最多 %2°。</translation>
    </message>
    <message>
        <source>Look straight at the camera: pitch %1°, at most %2°.</source>
        <translation>请平视镜头：俯仰 %1°，最多 %2°。</translation>
    </message>
    <message>
        <source>Hold the head upright: roll %1°, at most %2°.</source>
        <translation>请摆正头部：侧倾 %1°，最多 %2°。</translation>
    </message>
    <message>
        <source>Come closer, or use a larger picture: %1 px between the eyes, at least %2.</source>
        <translation>请靠近，或使用更大的图片：两眼间距 %1 像素，至少 %2。</translation>
    </message>
    <message>
        <source>Show the whole face: %1 % of it is cut off, at most %2 %.</source>
        <translation>请露出整张脸：有 %1 % 被裁掉，最多 %2 %。</translation>
    </message>
    <message>
        <source>The file is empty or damaged: use the original.</source>
        <translation>文件为空或已损坏：请使用原始文件。</translation>
    </message>
    <message>
        <source>This is not a picture that can be read: use JPEG or PNG.</source>
        <translation>这不是可读取的图片：请使用 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>The picture has too many pixels: use a smaller copy.</source>
        <translation>图片像素过多：请使用较小的副本。</translation>
    </message>
    <message>
        <source>No face was found: use a photo that shows the face from the front.</source>
        <translation>没有找到人脸：请使用正面照片。</translation>
    </message>
    <message>
        <source>Several faces are in the photo: crop it to one, or choose the largest face.</source>
        <translation>照片中有多张人脸：请裁剪到一人，或选择最大的人脸。</translation>
    </message>
    <message>
        <source>This photo is enrolled already.</source>
        <translation>此照片已登记。</translation>
    </message>
    <message>
        <source>The face is not good enough to recognise: use a better photo.</source>
        <translation>人脸质量不足以识别：请使用更好的照片。</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>剩余 %1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1:%2 left</source>
        <comment>minutes:seconds</comment>
        <translation>剩余 %1:%2</translation>
    </message>
    <message>
        <source>confirming of a name</source>
        <translation>确认姓名</translation>
    </message>
    <message>
        <source>rejecting of a name</source>
        <translation>否决姓名</translation>
    </message>
    <message>
        <source>“not a face”</source>
        <translation>“不是人脸”</translation>
    </message>
    <message>
        <source>merging of unknown people</source>
        <translation>合并未知人员</translation>
    </message>
    <message>
        <source>splitting of a track</source>
        <translation>拆分轨迹</translation>
    </message>
    <message>
        <source>a box drawn by hand</source>
        <translation>手绘框</translation>
    </message>
    <message>
        <source>applying of a threshold</source>
        <translation>应用阈值</translation>
    </message>
    <message>
        <source>withdrawing of a threshold</source>
        <translation>撤回阈值</translation>
    </message>
    <message>
        <source>marking of a wrong label</source>
        <translation>标记错误标签</translation>
    </message>
    <message>
        <source>correction of attendance</source>
        <translation>考勤更正</translation>
    </message>
    <message>
        <source>taking back of a correction</source>
        <translation>撤回更正</translation>
    </message>
    <message>
        <source>%1 is not permitted</source>
        <translation>%1 未获许可</translation>
    </message>
    <message>
        <source>Sign in as somebody who may, or ask an administrator.</source>
        <translation>请以有权限的人员身份登录，或联系管理员。</translation>
    </message>
    <message>
        <source>Another program uses %1: close it or stop its camera, then try again.</source>
        <translation>另一个程序正在使用 %1：请关闭该程序或停止其摄像头，然后重试。</translation>
    </message>
    <message>
        <source>You may not use %1: have an administrator add you to the group “video”.</source>
        <translation>您无权使用 %1：请让管理员将您加入“video”组。</translation>
    </message>
    <message>
        <source>This is a negative, with light and dark exchanged: use the picture itself.</source>
        <translation>这是一张负片，明暗相反：请使用原图。</translation>
    </message>
    <message>
        <source>it does not answer in time</source>
        <translation>它没有及时响应</translation>
    </message>
    <message>
        <source>it gives no more pictures</source>
        <translation>它不再提供画面</translation>
    </message>
    <message>
        <source>it cannot be opened (%1)</source>
        <translation>无法打开（%1）</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>Choose another place, or see who may write there.</source>
        <translation>请选择其他位置，或确认谁有权写入该处。</translation>
    </message>
    <message>
        <source>Use a better picture: overall quality %1, at least %2.</source>
        <translation>请使用更好的图片：综合质量 %1，至少 %2。</translation>
    </message>
    <message>
        <source>Turn the picture round, the face is upside down: roll %1°, at most %2°.</source>
        <translation>请旋转图片，人脸上下颠倒：侧倾 %1°，最多 %2°。</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Your gallery</source>
        <translation>您的人员库</translation>
    </message>
    <message>
        <source>The footage that was reviewed</source>
        <translation>已复核的录像</translation>
    </message>
</context>
<context>
    <name>TrackState</name>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已否定</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>lineament::ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CommandPalette</name>
    <message>
        <source>People, recordings, actions</source>
        <translation>人员、录像、命令</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>没有找到这个名称。</translation>
    </message>
    <message>
        <source>List people and recordings</source>
        <translation>列出人员和录像</translation>
    </message>
</context>
<context>
    <name>lineament::ui::DecisionQueue</name>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnrolForm</name>
    <message>
        <source>Photos of one person</source>
        <translation>一个人的照片</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic *.heif);;All files (*)</source>
        <translation>照片 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic *.heif);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Folder of photos, or of one folder a person</source>
        <translation>照片文件夹，或每人一个子文件夹的文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number or other id (optional)</source>
        <translation>工号或其他编号（可选）</translation>
    </message>
    <message>
        <source>Staff number or other id</source>
        <translation>工号或其他编号</translation>
    </message>
    <message>
        <source>Quality gate</source>
        <translation>质量要求</translation>
    </message>
    <message>
        <source>Off: any face</source>
        <translation>关闭：任何人脸</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Strict: passport-like</source>
        <translation>严格：类似证件照</translation>
    </message>
    <message>
        <source>Several faces in a photo</source>
        <translation>照片中有多张人脸时</translation>
    </message>
    <message>
        <source>Refuse the photo</source>
        <translation>拒绝该照片</translation>
    </message>
    <message>
        <source>Take the largest</source>
        <translation>取最大的一张</translation>
    </message>
    <message>
        <source>Take the one in the middle</source>
        <translation>取居中的一张</translation>
    </message>
    <message>
        <source>Choose photos …</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Roster of people</source>
        <translation>人员名册</translation>
    </message>
    <message>
        <source>Rosters (*.csv);;All files (*)</source>
        <translation>名册 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a roster (CSV) …</source>
        <translation>选择名册（CSV）…</translation>
    </message>
    <message>
        <source>Columns: name, external id, photos (several with | between them), group, valid from, valid to; only name and photos are needed.</source>
        <translation>列：name（姓名）、external id（编号）、photos（照片，多张以 | 分隔）、group（分组）、valid from、valid to（有效期）；只有 name 和 photos 必填。</translation>
    </message>
    <message>
        <source>Drop photos of one person here, a folder that holds one folder a person, or a roster.</source>
        <translation>将一个人的照片、每人一个子文件夹的文件夹或名册拖放到此处。</translation>
    </message>
    <message>
        <source>Recording that plays as a camera</source>
        <translation>当作摄像头播放的录像</translation>
    </message>
    <message>
        <source>Use a camera …</source>
        <translation>使用摄像头…</translation>
    </message>
    <message>
        <source>Photos are taken by a camera, or from a recording that plays as one</source>
        <translation>由摄像头拍照，或由当作摄像头的录像取照</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnrolModel</name>
    <message>
        <source>waiting to be looked at</source>
        <translation>等待检查</translation>
    </message>
    <message>
        <source>can be enrolled</source>
        <translation>可以登记</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>已登记</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnrolSheet</name>
    <message>
        <source>Read folders</source>
        <translation>读取文件夹</translation>
    </message>
    <message>
        <source>There is no photo in this folder.</source>
        <translation>此文件夹中没有照片。</translation>
    </message>
    <message numerus="yes">
        <source>Look at %n photos</source>
        <translation>
            <numerusform>检查 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrol %1</source>
        <translation>登记 %1</translation>
    </message>
    <message>
        <source>%1 was not enrolled: none of the photos was accepted.</source>
        <translation>%1 未登记：没有一张照片被接受。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is enrolled with %n photos.</source>
        <translation>
            <numerusform>%1 已用 %n 张照片登记。</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrol people from folders</source>
        <translation>从文件夹登记人员</translation>
    </message>
    <message numerus="yes">
        <source>%n people are enrolled</source>
        <translation>
            <numerusform>已登记 %n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n photos.</source>
        <translation>
            <numerusform>%1，共 %n 张照片。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enrol %n people</source>
        <translation>
            <numerusform>登记 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrol the people of this folder</source>
        <translation>登记此文件夹中的人员</translation>
    </message>
    <message numerus="yes">
        <source>%n folders, one a person</source>
        <translation>
            <numerusform>%n 个文件夹，每人一个</numerusform>
        </translation>
    </message>
    <message>
        <source>One person a folder of %1</source>
        <translation>%1 中每个文件夹为一人</translation>
    </message>
    <message>
        <source>Enrol %1 of %2</source>
        <translation>登记 %2 张中的 %1 张</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>%1 enrolled, %2 refused</source>
        <translation>%1 张已登记，%2 张被拒绝</translation>
    </message>
    <message>
        <source>%1 of %2 photos can be enrolled</source>
        <translation>%2 张照片中有 %1 张可以登记</translation>
    </message>
    <message>
        <source>Enter a name first</source>
        <translation>请先输入姓名</translation>
    </message>
    <message>
        <source>Each folder becomes a person of its name. What came of every photo is shown here.</source>
        <translation>每个文件夹登记为同名的一个人。每张照片的结果显示在这里。</translation>
    </message>
    <message>
        <source>Photos appear here as they are looked at, each with its five measures and, if it is refused, what to change.</source>
        <translation>照片检查后显示在这里，附五项质量指标；被拒绝的照片会说明如何改进。</translation>
    </message>
    <message>
        <source>Enrol people</source>
        <translation>登记人员</translation>
    </message>
    <message>
        <source>Try the refused again</source>
        <translation>重试被拒绝的照片</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Bars: overall, sharpness, light, pose, size</source>
        <translation>五项指标：综合、清晰度、光照、姿态、大小</translation>
    </message>
    <message>
        <source>There is no name: enter one.</source>
        <translation>没有姓名：请填写。</translation>
    </message>
    <message>
        <source>The text is not UTF-8: save the roster as &quot;CSV UTF-8&quot;.</source>
        <translation>文本不是 UTF-8：请将名册另存为“CSV UTF-8”。</translation>
    </message>
    <message>
        <source>A cell begins with %1 as a formula does: remove that sign.</source>
        <translation>单元格以 %1 开头，像公式：请去掉该符号。</translation>
    </message>
    <message>
        <source>%1 is no day such as 2026-01-31.</source>
        <translation>%1 不是 2026-01-31 这样的日期。</translation>
    </message>
    <message>
        <source>The validity ends before it begins: change one of the two days.</source>
        <translation>有效期的结束早于开始：请修改其中一个日期。</translation>
    </message>
    <message>
        <source>The id %1 is that of an earlier row: an id belongs to one person.</source>
        <translation>编号 %1 已在前面的行中使用：一个编号只属于一人。</translation>
    </message>
    <message>
        <source>There is no photo: name at least one.</source>
        <translation>没有照片：请至少填写一张。</translation>
    </message>
    <message>
        <source>None of the photos is there: correct their paths.</source>
        <translation>照片均不存在：请更正路径。</translation>
    </message>
    <message>
        <source>The photo %1 is not there; the others of the row are used.</source>
        <translation>照片 %1 不存在；该行其他照片照常使用。</translation>
    </message>
    <message>
        <source>Enrol people of a roster</source>
        <translation>按名册登记人员</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n photos or rows were refused, see why below.</source>
        <translation>
            <numerusform>%1；%n 张照片或行被拒绝，原因见下。</numerusform>
        </translation>
    </message>
    <message>
        <source>Read a photo</source>
        <translation>读取照片</translation>
    </message>
    <message>
        <source>Line %1 of %2</source>
        <translation>%2 第 %1 行</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n people can be enrolled</source>
        <translation>
            <numerusform>%1：可登记 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Each row becomes a person. What came of every photo is shown here.</source>
        <translation>每行成为一个人。每张照片的结果显示在此处。</translation>
    </message>
    <message>
        <source>Hide the enrolled</source>
        <translation>隐藏已登记的</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnrolmentPage</name>
    <message>
        <source>Read the store&apos;s settings</source>
        <translation>读取数据库的设置</translation>
    </message>
    <message>
        <source>Remember whether photos are kept</source>
        <translation>记住是否保留照片</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Refuse the photo</source>
        <translation>拒绝该照片</translation>
    </message>
    <message>
        <source>Take the largest face</source>
        <translation>取最大的人脸</translation>
    </message>
    <message>
        <source>Take the face nearest the middle</source>
        <translation>取最靠近中央的人脸</translation>
    </message>
    <message>
        <source>Quality of photos</source>
        <translation>照片质量</translation>
    </message>
    <message>
        <source>Photos below it are refused, with the reason. Poor photos of one person weaken every search. Strict suits passport-like photos, off takes whatever has a face.</source>
        <translation>低于要求的照片会被拒绝并说明原因。一个人的劣质照片会影响所有检索。“严格”适合证件照，“关闭”则接受任何含人脸的照片。</translation>
    </message>
    <message>
        <source>Photos of several people</source>
        <translation>多人照片</translation>
    </message>
    <message>
        <source>Faces much smaller than the largest one never count.</source>
        <translation>远小于最大人脸的人脸不计。</translation>
    </message>
    <message>
        <source>Original photos</source>
        <translation>原始照片</translation>
    </message>
    <message>
        <source>A copy lets people be enrolled anew with another recogniser. Without it only a crop of the face and its template are kept.</source>
        <translation>保留副本后，可用其他识别模型重新登记人员。否则只保留人脸截图及其模板。</translation>
    </message>
    <message>
        <source>Keep a copy of every enrolled photo in the data folder</source>
        <translation>在数据文件夹中保留每张登记照片的副本</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>登记</translation>
    </message>
</context>
<context>
    <name>lineament::ui::FootagePanel</name>
    <message>
        <source>Open a recording …</source>
        <translation>打开录像…</translation>
    </message>
    <message>
        <source>Open a folder of photos …</source>
        <translation>打开照片文件夹…</translation>
    </message>
    <message>
        <source>Open a stream …</source>
        <translation>打开视频流…</translation>
    </message>
    <message>
        <source>Find people in this recording</source>
        <translation>查找此录像中的人员</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>重新分析</translation>
    </message>
    <message>
        <source>Find people</source>
        <translation>查找人员</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play backwards, faster each time</source>
        <translation>倒放，每按一次加快</translation>
    </message>
    <message>
        <source>Play on, faster each time</source>
        <translation>播放，每按一次加快</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>Back one second</source>
        <translation>后退一秒</translation>
    </message>
    <message>
        <source>On one second</source>
        <translation>前进一秒</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <source>Previous look at this person</source>
        <translation>此人的上一个画面</translation>
    </message>
    <message>
        <source>Next look at this person</source>
        <translation>此人的下一个画面</translation>
    </message>
    <message>
        <source>Range starts here</source>
        <translation>区间从此处开始</translation>
    </message>
    <message>
        <source>Range ends here</source>
        <translation>区间到此处结束</translation>
    </message>
    <message>
        <source>Repeat the range</source>
        <translation>循环播放区间</translation>
    </message>
    <message>
        <source>Boxes and names</source>
        <translation>人脸框和姓名</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Confirm the suggestion</source>
        <translation>确认建议</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Reject the name</source>
        <translation>否定该姓名</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>否定</translation>
    </message>
    <message>
        <source>Name …</source>
        <translation>命名…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Search tracks</source>
        <translation>搜索轨迹</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Address, such as rtsp://192.168.1.20/stream</source>
        <translation>地址，例如 rtsp://192.168.1.20/stream</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>视频流地址</translation>
    </message>
    <message>
        <source>Open a recording to see who appears in it, and when.</source>
        <translation>打开一段录像，查看谁在何时出现。</translation>
    </message>
    <message>
        <source>Or drop a video or a folder of photos here.</source>
        <translation>也可以将视频或照片文件夹拖到这里。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Open another</source>
        <translation>打开其他</translation>
    </message>
    <message>
        <source>Enrol anyway</source>
        <translation>仍然登记</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开录像</translation>
    </message>
    <message>
        <source>Recordings (*.mp4 *.mkv *.avi *.mov *.webm *.m4v *.mpg *.ts);;All files (*)</source>
        <translation>录像 (*.mp4 *.mkv *.avi *.mov *.webm *.m4v *.mpg *.ts);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a folder of photos</source>
        <translation>打开照片文件夹</translation>
    </message>
    <message numerus="yes">
        <source>The recording breaks off before its stated end; %n tracks were found until there.</source>
        <translation>
            <numerusform>录像在标称的结尾之前中断；此前找到 %n 条轨迹。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parts of the recording are damaged and were skipped; %n tracks were found.</source>
        <translation>
            <numerusform>录像有部分损坏，已跳过；找到 %n 条轨迹。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody was found in this recording.</source>
        <translation>此录像中没有找到任何人。</translation>
    </message>
    <message>
        <source>J K L play · , . frame</source>
        <translation>J K L 播放 · , . 逐帧</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks selected · Enter confirm · X reject · N name · U undo</source>
        <translation>
            <numerusform>已选 %n 条轨迹 · Enter 确认 · X 否定 · N 命名 · U 撤销</numerusform>
        </translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>打开案件</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>案件名称</translation>
    </message>
    <message>
        <source>Make a case</source>
        <translation>建立案件</translation>
    </message>
    <message>
        <source>Add %1 to the case</source>
        <translation>将 %1 加入案件</translation>
    </message>
    <message numerus="yes">
        <source>Add %n recordings to the case</source>
        <translation>
            <numerusform>将 %n 段录像加入案件</numerusform>
        </translation>
    </message>
    <message>
        <source>Hash %1</source>
        <translation>计算 %1 的哈希</translation>
    </message>
    <message>
        <source>%1 is not the file that was added to the case: its SHA-256 is another one now. What was found in it may not fit.</source>
        <translation>%1 已不是加入案件时的文件：其 SHA-256 已改变。其中已发现的内容可能不再相符。</translation>
    </message>
    <message>
        <source>Group unknown people</source>
        <translation>归并未知人员</translation>
    </message>
    <message>
        <source>People are looked for until you stop it: what was seen until then is kept.</source>
        <translation>将持续查找人员直到您停止：此前看到的内容会保留。</translation>
    </message>
    <message>
        <source>The analysis was stopped. Look for people again to go on where it was.</source>
        <translation>分析已停止。再次查找人员即可从停止处继续。</translation>
    </message>
    <message numerus="yes">
        <source>The analysis of %n sources was interrupted.</source>
        <translation>
            <numerusform>有 %n 个来源的分析被中断。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Add recordings to the case</source>
        <translation>将录像加入案件</translation>
    </message>
    <message>
        <source>Unsorted</source>
        <translation>未归类</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>生成报告</translation>
    </message>
    <message>
        <source>Report to read (*.html);;Report to print (*.pdf);;Table (*.csv);;Data (*.json)</source>
        <translation>阅读用报告 (*.html);;打印用报告 (*.pdf);;表格 (*.csv);;数据 (*.json)</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>报告已保存到 %1。</translation>
    </message>
    <message>
        <source>Select a stretch of the timeline or a track of this recording first.</source>
        <translation>请先在时间线上选择一段，或选择本录像的一条轨迹。</translation>
    </message>
    <message>
        <source>Export the clip</source>
        <translation>导出片段</translation>
    </message>
    <message>
        <source>Clip (*.mp4 *.mkv)</source>
        <translation>片段 (*.mp4 *.mkv)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n frames are in %1. The original is untouched.</source>
        <translation>
            <numerusform>%n 帧已保存到 %1。原始文件未改动。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the looks into a folder</source>
        <translation>将人脸图像导出到文件夹</translation>
    </message>
    <message>
        <source>Export looks</source>
        <translation>导出人脸图像</translation>
    </message>
    <message numerus="yes">
        <source>%n looks are in %1.</source>
        <translation>
            <numerusform>%n 张人脸图像已保存到 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Search with a photo</source>
        <translation>用照片搜索</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff)</source>
        <translation>照片 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Only somebody with a name can be marked.</source>
        <translation>只能标记有姓名的人。</translation>
    </message>
    <message>
        <source>Remove a mark</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Mark somebody</source>
        <translation>标记人员</translation>
    </message>
    <message>
        <source>Drag a box around the face · B to leave</source>
        <translation>拖动鼠标框出人脸 · 按 B 退出</translation>
    </message>
    <message>
        <source>Zoom the timeline in</source>
        <translation>放大时间线</translation>
    </message>
    <message>
        <source>Zoom the timeline out</source>
        <translation>缩小时间线</translation>
    </message>
    <message>
        <source>Timeline of the whole recording</source>
        <translation>显示整段录像的时间线</translation>
    </message>
    <message>
        <source>Merge: the selected tracks are one person</source>
        <translation>合并：所选轨迹为同一人</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Split the track before this frame</source>
        <translation>在此帧之前拆分轨迹</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>不是人脸</translation>
    </message>
    <message>
        <source>Draw a box around a face that was missed</source>
        <translation>框出漏检的人脸</translation>
    </message>
    <message>
        <source>Draw a box</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Search for this face in all cases</source>
        <translation>在所有案件中搜索此人脸</translation>
    </message>
    <message>
        <source>Mark: look out for this person</source>
        <translation>标记：重点关注此人</translation>
    </message>
    <message>
        <source>Hide or show the boxes of this person</source>
        <translation>隐藏或显示此人的框</translation>
    </message>
    <message>
        <source>Show the boxes of everybody</source>
        <translation>显示所有人的框</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Report of the case …</source>
        <translation>案件报告…</translation>
    </message>
    <message>
        <source>Export a clip …</source>
        <translation>导出片段…</translation>
    </message>
    <message>
        <source>Export the looks …</source>
        <translation>导出人脸图像…</translation>
    </message>
    <message>
        <source>New case …</source>
        <translation>新建案件…</translation>
    </message>
    <message>
        <source>Tracks of this recording</source>
        <translation>本录像的轨迹</translation>
    </message>
    <message>
        <source>People of this case</source>
        <translation>本案件的人员</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Search by face</source>
        <translation>按人脸搜索</translation>
    </message>
    <message>
        <source>Enhance this track</source>
        <translation>增强此轨迹</translation>
    </message>
    <message>
        <source>Enrol this track …</source>
        <translation>登记此轨迹…</translation>
    </message>
    <message>
        <source>Compare looks over time</source>
        <translation>比较各时刻的外观</translation>
    </message>
    <message>
        <source>Look for faces while watching</source>
        <translation>观看时查找人脸</translation>
    </message>
    <message>
        <source>J K L play · , . frame · F look for faces while watching</source>
        <translation>J K L 播放 · , . 逐帧 · F 观看时查找人脸</translation>
    </message>
    <message>
        <source>Reason for the next decision: %1</source>
        <translation>下一个决定的理由：%1</translation>
    </message>
    <message>
        <source>Reason for the next decision …</source>
        <translation>下一个决定的理由…</translation>
    </message>
    <message>
        <source>Reason for the next decision</source>
        <translation>下一个决定的理由</translation>
    </message>
    <message>
        <source>Why? It goes into the record with the next decision.</source>
        <translation>为什么？理由随下一个决定写入记录。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::GeneralPage</name>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark (Graphite)</source>
        <translation>深色（石墨）</translation>
    </message>
    <message>
        <source>Light (Paper)</source>
        <translation>浅色（纸张）</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Changes at once, without a restart.</source>
        <translation>立即生效，无需重启。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Both themes keep neutral greys around pictures, so that skin looks as it is.</source>
        <translation>两种主题在图片周围都使用中性灰，不影响肤色观感。</translation>
    </message>
    <message>
        <source>People, templates, recordings and decisions are kept here. Another folder is opened at once; what is in this one stays where it is.</source>
        <translation>人员、模板、录像和决定都保存在这里。选择其他文件夹会立即打开；当前文件夹中的内容保持不变。</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Use the standard folder</source>
        <translation>使用默认文件夹</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Show a notice on the desktop while another window is in front</source>
        <translation>其他窗口位于前面时在桌面显示通知</translation>
    </message>
    <message>
        <source>The notice names the person, the list and the camera; while the window is locked it names nobody.</source>
        <translation>通知会写出人员、名单和摄像机；窗口锁定时不写任何姓名。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::IdentityModel</name>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登记时间</translation>
    </message>
    <message>
        <source>due to be deleted</source>
        <translation>待删除</translation>
    </message>
    <message>
        <source>expired on %1</source>
        <translation>已于 %1 过期</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>有效期</translation>
    </message>
</context>
<context>
    <name>lineament::ui::JobPanel</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Clear ended</source>
        <translation>清除已结束的</translation>
    </message>
    <message>
        <source>No jobs. What takes long runs here while you go on.</source>
        <translation>没有任务。耗时的操作会在这里运行，您可以继续工作。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::JobRow</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>items a second</comment>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Waiting for the job before it</source>
        <translation>等待前一个任务</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>lineament::ui::JobStrip</name>
    <message>
        <source>stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation>排队等待</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%L1 per second</source>
        <translation>每秒 %L1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此任务</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>lineament::ui::JobTray</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个任务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>No jobs</source>
        <translation>没有任务</translation>
    </message>
    <message>
        <source>Jobs: progress, cancel, errors</source>
        <translation>任务：进度、取消、错误</translation>
    </message>
</context>
<context>
    <name>lineament::ui::KeySheet</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
</context>
<context>
    <name>lineament::ui::MainWindow</name>
    <message>
        <source>There is nothing to take back or to do again.</source>
        <translation>没有可撤销或重做的操作。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>%1 is neither a recording nor a photo.</source>
        <translation>
            <numerusform>%1 既不是录像也不是照片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Finishing: waiting for the jobs to stop. What was done is kept.</source>
        <translation>正在结束：等待任务停止。已完成的内容会保留。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Search people, recordings and actions</source>
        <translation>搜索人员、录像和命令</translation>
    </message>
    <message>
        <source>Keys of this desk</source>
        <translation>此工作台的快捷键</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Theme as the system</source>
        <translation>主题跟随系统</translation>
    </message>
    <message>
        <source>Dark theme (Graphite)</source>
        <translation>深色主题（石墨）</translation>
    </message>
    <message>
        <source>Light theme (Paper)</source>
        <translation>浅色主题（纸张）</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Help on this desk</source>
        <translation>此工作台的帮助</translation>
    </message>
    <message>
        <source>Tour of the window</source>
        <translation>窗口导览</translation>
    </message>
    <message>
        <source>Open the sample store</source>
        <translation>打开示例数据库</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Switch user…</source>
        <translation>切换用户…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ModelsPage</name>
    <message>
        <source>Check the models</source>
        <translation>检查模型</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>自行添加</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>All models are here and unaltered.</source>
        <translation>所有模型齐全且未被改动。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) missing or damaged.</source>
        <translation>
            <numerusform>%n 个模型缺失或损坏。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>Fetch what is missing</source>
        <translation>获取缺失的模型</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Folder with the models</source>
        <translation>模型所在的文件夹</translation>
    </message>
    <message>
        <source>From a folder …</source>
        <translation>从文件夹获取 …</translation>
    </message>
    <message>
        <source>Where this machine has no network: a folder with the packages or the files, taken from another machine.</source>
        <translation>此计算机没有网络时使用：从另一台计算机取得的软件包或文件所在的文件夹。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::NamePicker</name>
    <message>
        <source>New person “%1”</source>
        <translation>新人员“%1”</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name or staff number</source>
        <translation>姓名或工号</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PeoplePanel</name>
    <message>
        <source>Confirm</source>
        <translation>请确认</translation>
    </message>
    <message>
        <source>List people</source>
        <translation>列出人员</translation>
    </message>
    <message numerus="yes">
        <source>%n people selected · M merge · Del remove · U undo</source>
        <translation>
            <numerusform>已选 %n 人 · M 合并 · Del 删除 · U 撤销</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>%L1 of %L2 people</source>
        <translation>%L2 人中的 %L1 人</translation>
    </message>
    <message>
        <source>Rename a person</source>
        <translation>修改人员姓名</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n photos</source>
        <translation>
            <numerusform>%1 · %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge people</source>
        <translation>合并人员</translation>
    </message>
    <message numerus="yes">
        <source>%n people are one now: %1. U takes it back.</source>
        <translation>
            <numerusform>%n 人已合并为：%1。按 U 可撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove %1 with all photos and templates? This cannot be taken back.</source>
        <translation>删除 %1 及其所有照片和模板？此操作无法撤销。</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n people with all their photos and templates? This cannot be taken back.</source>
        <translation>
            <numerusform>删除 %n 人及其所有照片和模板？此操作无法撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove a person</source>
        <translation>删除人员</translation>
    </message>
    <message>
        <source>Remove a photo</source>
        <translation>删除照片</translation>
    </message>
    <message>
        <source>Enrol people …</source>
        <translation>登记人员…</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>搜索人员</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Merge …</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Merge the people selected into</source>
        <translation>将所选人员合并到</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Enrol the people you want to recognise, from photos of each.</source>
        <translation>用照片登记您要识别的人员。</translation>
    </message>
    <message>
        <source>Or drop photos of one person here, or a folder that holds one folder a person.</source>
        <translation>也可以将一个人的照片，或每人一个子文件夹的文件夹拖到这里。</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>显示所有人</translation>
    </message>
    <message>
        <source>Reading the people of this store …</source>
        <translation>正在读取人员…</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message numerus="yes">
        <source>%n photos were removed. U takes it back.</source>
        <translation>
            <numerusform>已移除 %n 张照片。按 U 撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Change a record</source>
        <translation>修改档案</translation>
    </message>
    <message>
        <source>The record is saved. U takes it back.</source>
        <translation>档案已保存。按 U 撤销。</translation>
    </message>
    <message>
        <source>Move photos</source>
        <translation>移动照片</translation>
    </message>
    <message numerus="yes">
        <source>%n photos are those of %1 now. U takes it back.</source>
        <translation>
            <numerusform>%n 张照片现属于 %1。按 U 撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Split a person</source>
        <translation>拆分人员</translation>
    </message>
    <message numerus="yes">
        <source>%n photos are those of a new person, %1. U takes it back.</source>
        <translation>
            <numerusform>%n 张照片现属于新人员 %1。按 U 撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Few or poor photos</source>
        <translation>照片少或质量差</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Due to be deleted</source>
        <translation>待删除</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>1 person selected · F2 rename · R record · Del remove · U undo</source>
        <translation>已选 1 人 · F2 改名 · R 档案 · Del 移除 · U 撤销</translation>
    </message>
    <message>
        <source>Edit the record</source>
        <translation>编辑档案</translation>
    </message>
    <message>
        <source>Move photos to another person …</source>
        <translation>将照片移至另一人 …</translation>
    </message>
    <message>
        <source>Move …</source>
        <translation>移动 …</translation>
    </message>
    <message>
        <source>Split photos into a new person …</source>
        <translation>将照片拆分为新人员 …</translation>
    </message>
    <message>
        <source>Split …</source>
        <translation>拆分 …</translation>
    </message>
    <message>
        <source>Remove the selected photos</source>
        <translation>移除所选照片</translation>
    </message>
    <message>
        <source>Name, staff number or group</source>
        <translation>姓名、工号或分组</translation>
    </message>
    <message>
        <source>Who is shown</source>
        <translation>显示哪些人</translation>
    </message>
    <message>
        <source>Nobody whom you look for is enrolled.</source>
        <translation>没有登记您要找的人。</translation>
    </message>
    <message>
        <source>it belongs to something that was not taken in</source>
        <translation>它属于未导入的内容</translation>
    </message>
    <message>
        <source>a value of this person cannot be stored</source>
        <translation>此人的某个值无法存储</translation>
    </message>
    <message>
        <source>this photo is that of another person here</source>
        <translation>这张照片在此处属于另一人</translation>
    </message>
    <message>
        <source>somebody else here has this number; the person was taken in without it</source>
        <translation>此处另有人使用该编号；此人已导入，但不带编号</translation>
    </message>
    <message>
        <source>one of two people who were kept apart is not here</source>
        <translation>分开保留的两人中有一人不在此处</translation>
    </message>
    <message>
        <source>this record is not as a gallery file has it</source>
        <translation>此记录不符合人员库文件的格式</translation>
    </message>
    <message>
        <source>Not taken in</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Export the gallery</source>
        <translation>导出人员库</translation>
    </message>
    <message>
        <source>Galleries (*.gallery)</source>
        <translation>人员库 (*.gallery)</translation>
    </message>
    <message>
        <source>Import a gallery</source>
        <translation>导入人员库</translation>
    </message>
    <message>
        <source>Galleries (*.gallery);;All files (*)</source>
        <translation>人员库 (*.gallery);;所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n people are in %1, whose hash is %2.</source>
        <translation>
            <numerusform>%1 中有 %n 人，哈希值为 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 new people and %2 who were here already; %n photos were added.</source>
        <translation>
            <numerusform>新增 %1 人，已有 %2 人；添加了 %n 张照片。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were not taken in.</source>
        <translation>
            <numerusform>%n 个条目未导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are one now. U takes it back.</source>
        <translation>两人已合并为一人。按 U 撤销。</translation>
    </message>
    <message>
        <source>Keep people apart</source>
        <translation>分开保留人员</translation>
    </message>
    <message>
        <source>The two are kept apart and not asked about again.</source>
        <translation>两人已分开保留，不再询问。</translation>
    </message>
    <message>
        <source>Check the gallery</source>
        <translation>检查人员库</translation>
    </message>
    <message>
        <source>Compute templates</source>
        <translation>计算模板</translation>
    </message>
    <message numerus="yes">
        <source>%n templates were computed.</source>
        <translation>
            <numerusform>已计算 %n 个模板。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos can be read no more: %1 and others.</source>
        <translation>
            <numerusform>%n 张照片已无法读取：%1 等。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was computed is kept; the rest is computed when you go on.</source>
        <translation>已计算的会保留；继续时将计算其余部分。</translation>
    </message>
    <message>
        <source>Delete all templates of %1? Who works with it finds nobody until they are computed again.</source>
        <translation>删除 %1 的所有模板？重新计算之前，使用它将找不到任何人。</translation>
    </message>
    <message>
        <source>Delete templates</source>
        <translation>删除模板</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n people with all that is stored of them? This cannot be taken back.</source>
        <translation>
            <numerusform>删除 %n 人及其全部存储数据？此操作无法撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete expired files</source>
        <translation>删除到期文件</translation>
    </message>
    <message>
        <source>Check the health of the gallery</source>
        <translation>检查人员库健康</translation>
    </message>
    <message>
        <source>Export the gallery as a file …</source>
        <translation>将人员库导出为文件 …</translation>
    </message>
    <message>
        <source>Import a gallery file …</source>
        <translation>导入人员库文件 …</translation>
    </message>
    <message>
        <source>Export or import the gallery</source>
        <translation>导出或导入人员库</translation>
    </message>
    <message>
        <source>E enrol · / search · T table · F by a face · H health</source>
        <translation>E 登记 · / 搜索 · T 表格 · F 以脸搜索 · H 健康</translation>
    </message>
    <message>
        <source>Search the gallery by a face</source>
        <translation>以人脸搜索人员库</translation>
    </message>
    <message>
        <source>Set the schedule of deletions</source>
        <translation>设置删除计划</translation>
    </message>
    <message>
        <source>Expired people are deleted only when you ask for it.</source>
        <translation>仅在您要求时删除到期人员。</translation>
    </message>
    <message numerus="yes">
        <source>Expired people are deleted every %n days from now on.</source>
        <translation>
            <numerusform>从现在起每 %n 天删除到期人员。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look for people whose time is over</source>
        <translation>查找到期人员</translation>
    </message>
    <message numerus="yes">
        <source>%n people whose time was over were deleted by the schedule.</source>
        <translation>
            <numerusform>按计划删除了 %n 名到期人员。</numerusform>
        </translation>
    </message>
    <message>
        <source>Receipts …</source>
        <translation>回执…</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet: enrol people first, then come back here.</source>
        <translation>还没有登记任何人：请先登记人员，再回到此处。</translation>
    </message>
    <message>
        <source>Take the people of %1 into this gallery? Who is here already gets the photos that are new.</source>
        <translation>要把 %1 中的人员导入本图库吗？已在库中的人员只会补充新照片。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PersonInspector</name>
    <message>
        <source>renamed</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>renamed to %1</source>
        <translation>改名为 %1</translation>
    </message>
    <message>
        <source>merged with another person</source>
        <translation>与另一人合并</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>a photo removed</source>
        <translation>删除一张照片</translation>
    </message>
    <message>
        <source>named in a recording</source>
        <translation>在录像中命名</translation>
    </message>
    <message>
        <source>Read a person</source>
        <translation>读取人员</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Select a person to see their photos and history.</source>
        <translation>选择一个人，查看其照片和历史。</translation>
    </message>
    <message numerus="yes">
        <source>%n people are selected: merge them into one, or remove them.</source>
        <translation>
            <numerusform>已选 %n 人：可合并为一人，或删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name (F2 to change it)</source>
        <translation>姓名（按 F2 修改）</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Photos of this person</source>
        <translation>此人的照片</translation>
    </message>
    <message>
        <source>History of this person</source>
        <translation>此人的历史</translation>
    </message>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>enrolled %1</source>
        <translation>登记于 %1</translation>
    </message>
    <message>
        <source>record changed</source>
        <translation>档案已修改</translation>
    </message>
    <message>
        <source>number changed</source>
        <translation>编号已修改</translation>
    </message>
    <message>
        <source>photos moved to this person</source>
        <translation>照片移至此人</translation>
    </message>
    <message>
        <source>split off from another person</source>
        <translation>从另一人拆分而来</translation>
    </message>
    <message>
        <source>Select photos to move or split them (Ctrl or Shift for several).</source>
        <translation>选择照片以移动或拆分（按 Ctrl 或 Shift 可多选）。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Parts of the person</source>
        <translation>人员的各部分</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PreferencesPanel</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
</context>
<context>
    <name>lineament::ui::RecognitionPage</name>
    <message>
        <source>Read the calibration</source>
        <translation>读取校准数据</translation>
    </message>
    <message>
        <source>How often two different people may be taken for one. Fewer false matches means that more true ones are missed; a search of many people is held to a stricter rate.</source>
        <translation>两个不同的人被误认为同一人的比率。误匹配越少，漏掉的真匹配就越多；在多人中检索时采用更严格的比率。</translation>
    </message>
    <message>
        <source>A match needs a similarity of %1 or more.</source>
        <translation>相似度达到 %1 才算匹配。</translation>
    </message>
    <message>
        <source>False match rate</source>
        <translation>误配率</translation>
    </message>
    <message>
        <source>1 in %1</source>
        <translation>%1 分之一</translation>
    </message>
    <message>
        <source>%1 (usual)</source>
        <translation>%1（常用）</translation>
    </message>
    <message>
        <source>Face detector</source>
        <translation>人脸检测模型</translation>
    </message>
    <message>
        <source>What finds the faces. Models of your own appear here once the manifest names them.</source>
        <translation>用于查找人脸。自行添加的模型写入清单后会出现在这里。</translation>
    </message>
    <message>
        <source>Recogniser</source>
        <translation>识别模型</translation>
    </message>
    <message>
        <source>What tells people apart. Templates of one recogniser are never compared with those of another: people enrolled with a different one are found again after their photos are enrolled anew.</source>
        <translation>用于区分不同的人。不同识别模型的模板从不互相比较：用其他模型登记的人员，重新登记照片后才能再被找到。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>For networks, decoding and search together. Takes effect at the next start.</source>
        <translation>网络推理、解码和检索共用。下次启动时生效。</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>全部核心</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Withdraw the measured threshold</source>
        <translation>撤回测得的阈值</translation>
    </message>
    <message>
        <source>A match needs a similarity of %1 or more, as measured and applied on the Evaluate desk; choosing a rate here takes that back.</source>
        <translation>匹配需要 %1 或更高的相似度（在评测台测得并应用）；在此选择比率会将其撤回。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::RecordingBar</name>
    <message>
        <source>Camera %1</source>
        <translation>摄像头 %1</translation>
    </message>
    <message>
        <source>%1 · not analysed</source>
        <translation>%1 · 未分析</translation>
    </message>
    <message>
        <source>Camera (none connected)</source>
        <translation>摄像头（未连接）</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Recordings of this store</source>
        <translation>此存储中的录像</translation>
    </message>
    <message>
        <source>No recording open</source>
        <translation>未打开录像</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开录像</translation>
    </message>
    <message>
        <source>Open a recording, a folder of photos, a camera or a stream</source>
        <translation>打开录像、照片文件夹、摄像头或视频流</translation>
    </message>
    <message>
        <source>Unsorted</source>
        <translation>未归类</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a case, number of sources</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Case: %1</source>
        <translation>案件：%1</translation>
    </message>
    <message>
        <source>Choose or make a case</source>
        <translation>选择或新建案件</translation>
    </message>
</context>
<context>
    <name>lineament::ui::Session</name>
    <message>
        <source>Open the data store</source>
        <translation>打开数据库</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ShortcutsPage</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>%1 already calls “%2” (%3). Choose another key, or take it from that command first.</source>
        <translation>%1 已用于“%2”（%3）。请选择其他按键，或先从该命令移除。</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TimelineStrip</name>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>Found by the search</source>
        <translation>由搜索找到</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>People, recordings, actions  (%1)</source>
        <translation>人员、录像、命令  (%1)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, role</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Signed in: %1, %2</source>
        <comment>name, role</comment>
        <translation>已登录：%1，%2</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrackList</name>
    <message>
        <source>Nobody has been looked for in this recording yet.</source>
        <translation>尚未在此录像中查找人员。</translation>
    </message>
    <message>
        <source>No track matches the filters.</source>
        <translation>没有符合筛选条件的轨迹。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Search tracks by name</source>
        <translation>按姓名搜索轨迹</translation>
    </message>
    <message>
        <source>Search tracks by name (/)</source>
        <translation>按姓名搜索轨迹 (/)</translation>
    </message>
    <message>
        <source>People of this recording</source>
        <translation>此录像中的人员</translation>
    </message>
    <message>
        <source>%1: %L2. Click to show only these.</source>
        <comment>state: how many</comment>
        <translation>%1：%L2。点击仅显示这些。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrackModel</name>
    <message>
        <source>%1, %2, from %3 to %4</source>
        <translation>%1，%2，%3 至 %4</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2
%3 to %4 · %n frames</source>
        <translation>
            <numerusform>%1 · %2
%3 至 %4 · %n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown %1</source>
        <translation>未知 %1</translation>
    </message>
    <message>
        <source>Unknown-%1</source>
        <translation>未知-%1</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrackReview</name>
    <message>
        <source>Confirm a name</source>
        <translation>确认姓名</translation>
    </message>
    <message>
        <source>Name a track</source>
        <translation>命名轨迹</translation>
    </message>
    <message>
        <source>Reject a name</source>
        <translation>否定姓名</translation>
    </message>
    <message>
        <source>Who is %1?</source>
        <translation>%1 是谁？</translation>
    </message>
    <message numerus="yes">
        <source>Who are these %n tracks?</source>
        <translation>
            <numerusform>这 %n 条轨迹是谁？</numerusform>
        </translation>
    </message>
    <message>
        <source>List people</source>
        <translation>列出人员</translation>
    </message>
    <message>
        <source>Enrol %1 from a recording</source>
        <translation>从录像登记 %1</translation>
    </message>
    <message>
        <source>There is no look at this person.</source>
        <translation>没有此人的画面。</translation>
    </message>
    <message>
        <source>%1 was not enrolled: no look is good enough. %2</source>
        <translation>%1 未登记：没有足够好的画面。%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 is enrolled from %n looks of this recording.</source>
        <translation>
            <numerusform>%1 已用此录像的 %n 个画面登记。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>不是人脸</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are marked as not a face.</source>
        <translation>
            <numerusform>%n 条轨迹已标为“不是人脸”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Select at least two unknown people to say that they are one person.</source>
        <translation>请至少选择两个未知人员，以说明他们是同一人。</translation>
    </message>
    <message>
        <source>Merge unknown people</source>
        <translation>合并未知人员</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are one person now: Unknown-%1.</source>
        <translation>
            <numerusform>%n 条轨迹现为同一人：未知-%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the frame where the other person begins: the track is cut before it.</source>
        <translation>请转到另一人开始出现的帧：轨迹将在该帧之前切开。</translation>
    </message>
    <message>
        <source>Split a track</source>
        <translation>拆分轨迹</translation>
    </message>
    <message>
        <source>The track was cut in two.</source>
        <translation>轨迹已切成两段。</translation>
    </message>
    <message>
        <source>Follow a box drawn by hand</source>
        <translation>跟踪手绘框</translation>
    </message>
    <message numerus="yes">
        <source>The box joined the track that goes on there; %n frames in all.</source>
        <translation>
            <numerusform>该框已并入与之相接的轨迹，共 %n 帧。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The box is followed over %n frames.</source>
        <translation>
            <numerusform>该框已跟踪 %n 帧。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other tracks are like %1: now suggested.</source>
        <translation>
            <numerusform>另有 %n 条轨迹与 %1 相像：已列为建议。</numerusform>
        </translation>
    </message>
    <message>
        <source>As whom are these looks enrolled?</source>
        <translation>将这些画面登记为谁？</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TransportBar</name>
    <message>
        <source>frame %L1</source>
        <translation>第 %L1 帧</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Speed of playing (J K L: back, pause, on)</source>
        <translation>播放速度（J K L：倒放、暂停、播放）</translation>
    </message>
</context>
<context>
    <name>lineament::ui::WhyInspector</name>
    <message>
        <source>Nearest people</source>
        <translation>最相近的人员</translation>
    </message>
    <message>
        <source>%1 · quality %2</source>
        <translation>%1 · 质量 %2</translation>
    </message>
    <message>
        <source>No look at this person was good enough to compare: the face is too small, blurred or turned away.</source>
        <translation>此人没有足够好的画面可供比较：人脸太小、模糊或偏转。</translation>
    </message>
    <message>
        <source>Reaches the threshold, at which %1 of comparisons of different people would match. A lead, not an identification.</source>
        <translation>达到阈值；在此阈值下，不同人之间的比较有 %1 会匹配。这是线索，不是身份认定。</translation>
    </message>
    <message numerus="yes">
        <source>Does not reach the threshold for a gallery of %n people.</source>
        <translation>
            <numerusform>未达到 %n 人库的阈值。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is enrolled yet to compare with.</source>
        <translation>尚未登记可供比较的人员。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Select somebody in the list to see why they are named as they are.</source>
        <translation>在列表中选择一个人，查看命名依据。</translation>
    </message>
    <message>
        <source>Best looks</source>
        <translation>最佳画面</translation>
    </message>
    <message>
        <source>%1: similarity %2, threshold %3, by the sample %4 (quality %5). Double-click to name the track so.</source>
        <translation>%1：相似度 %2，阈值 %3，依据样本 %4（质量 %5）。双击即可如此命名该轨迹。</translation>
    </message>
    <message>
        <source>Best look: quality %1 of 100, face %2 px wide.</source>
        <translation>最佳图像：质量 %1（满分 100），人脸宽 %2 像素。</translation>
    </message>
    <message>
        <source>%1 ahead of %2.</source>
        <translation>比 %2 高 %1。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::Plot</name>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Logarithmic x axis</source>
        <translation>横轴用对数刻度</translation>
    </message>
    <message>
        <source>Logarithmic y axis</source>
        <translation>纵轴用对数刻度</translation>
    </message>
    <message>
        <source>Export chart…</source>
        <translation>导出图表…</translation>
    </message>
    <message>
        <source>Export chart</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another folder, or make room on the disk.</source>
        <translation>无法写入 %1：%2。请选择其他文件夹，或腾出磁盘空间。</translation>
    </message>
    <message>
        <source>the folder or the disk refused it</source>
        <translation>文件夹或磁盘拒绝写入</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Document (*.pdf)</source>
        <translation>文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>CaseReport</name>
    <message>
        <source>Unsorted recordings</source>
        <translation>未归类的录像</translation>
    </message>
    <message>
        <source>Report of the case</source>
        <translation>案件报告</translation>
    </message>
    <message>
        <source>A similarity is a lead, not an identification. No name in this report is proof of who somebody is; it is to be confirmed by other means.</source>
        <translation>相似度只是线索，不是身份认定。本报告中的任何姓名都不能证明某人的身份，须以其他方式加以证实。</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>生成人</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>none: not a single file</source>
        <translation>无：不是单个文件</translation>
    </message>
    <message>
        <source>changed before it was analysed</source>
        <translation>在分析之前已被更改</translation>
    </message>
    <message>
        <source>not analysed</source>
        <translation>未分析</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Size, length</source>
        <translation>尺寸、时长</translation>
    </message>
    <message>
        <source>Analysed</source>
        <translation>分析时间</translation>
    </message>
    <message>
        <source>Settings and models</source>
        <translation>设置与模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Threshold of similarity</source>
        <translation>相似度阈值</translation>
    </message>
    <message>
        <source>false match rate of one comparison</source>
        <translation>单次比对的误配率</translation>
    </message>
    <message>
        <source>Settings of the analysis</source>
        <translation>分析设置</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已否决</translation>
    </message>
    <message>
        <source>looked out for</source>
        <translation>重点关注</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Nobody was found.</source>
        <translation>未发现任何人。</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <source>The chain of hashes is whole: no line was changed or removed.</source>
        <translation>哈希链完整：没有任何记录被更改或删除。</translation>
    </message>
    <message>
        <source>THE CHAIN OF HASHES IS BROKEN: the trail was changed by other means.</source>
        <translation>哈希链已断裂：审计记录曾被以其他方式更改。</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>Limits of the method</source>
        <translation>方法的局限</translation>
    </message>
    <message>
        <source>Faces that are small, blurred, turned away or hidden are missed or cannot be compared. Similarity depends on the photos enrolled, on age, light and camera, and differs between groups of people. The false match rate was measured on the population that the calibration names; other footage may behave otherwise. Who is not enrolled cannot be named, but may be like somebody who is.</source>
        <translation>过小、模糊、侧转或被遮挡的人脸会被漏检或无法比对。相似度取决于登记照片、年龄、光线和摄像机，并因人群而异。误配率是在校准所述人群上测得的，其他录像可能有所不同。未登记的人无法被命名，但可能与已登记的人相像。</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>on the watchlist</source>
        <translation>在监视名单中：</translation>
    </message>
    <message>
        <source>name confirmed</source>
        <translation>确认姓名</translation>
    </message>
    <message>
        <source>named</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>name rejected</source>
        <translation>否定姓名</translation>
    </message>
    <message>
        <source>said to be no face</source>
        <translation>标为非人脸</translation>
    </message>
    <message>
        <source>unknown people merged</source>
        <translation>合并未知人员</translation>
    </message>
    <message>
        <source>track cut in two</source>
        <translation>拆分轨迹</translation>
    </message>
    <message>
        <source>face drawn by hand</source>
        <translation>手绘人脸框</translation>
    </message>
    <message>
        <source>two people merged</source>
        <translation>合并两人</translation>
    </message>
    <message>
        <source>detector</source>
        <translation>检测器</translation>
    </message>
    <message>
        <source>recogniser</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source> (</source>
        <translation>（</translation>
    </message>
    <message>
        <source>)</source>
        <translation>）</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AnalysisBatch</name>
    <message>
        <source>Analyse %1</source>
        <translation>分析 %1</translation>
    </message>
    <message>
        <source>Note what is to be analysed</source>
        <translation>记录待分析内容</translation>
    </message>
    <message>
        <source>Look for interrupted work</source>
        <translation>查找中断的工作</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CasePanel</name>
    <message>
        <source>Unsorted</source>
        <translation>未归类</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>默认（%1）</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>进行中</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n 条轨迹</numerusform>
        </translation>
    </message>
    <message>
        <source>not analysed</source>
        <translation>未分析</translation>
    </message>
    <message>
        <source>no SHA-256: not a single file</source>
        <translation>无 SHA-256：不是单个文件</translation>
    </message>
    <message>
        <source>Change the case</source>
        <translation>更改案件</translation>
    </message>
    <message>
        <source>Take a source out of the case</source>
        <translation>将来源移出案件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>案件名称</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes on the case</source>
        <translation>案件备注</translation>
    </message>
    <message>
        <source>Recordings, folders and streams</source>
        <translation>录像、文件夹和视频流</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sources of the case</source>
        <translation>案件的来源</translation>
    </message>
    <message>
        <source>Add files …</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add folder …</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Takes the source out of the case; what was found in it is kept</source>
        <translation>将来源移出案件；其中已发现的内容会保留</translation>
    </message>
    <message>
        <source>Analysis of this case</source>
        <translation>本案件的分析</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>检测器</translation>
    </message>
    <message>
        <source>Smallest face</source>
        <translation>最小人脸</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Every n-th frame</source>
        <translation>每隔 n 帧</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>In how many frames faces are looked for; in between boxes are followed</source>
        <translation>每隔多少帧查找人脸；其间的框由跟踪得出</translation>
    </message>
    <message>
        <source>Recogniser</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>Only people enrolled with this recogniser are found</source>
        <translation>只能找到用此识别器登记的人</translation>
    </message>
    <message>
        <source>Threshold at FMR</source>
        <translation>阈值对应的 FMR</translation>
    </message>
    <message numerus="yes">
        <source>Analyse %n new</source>
        <translation>
            <numerusform>分析 %n 个新来源</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>没有新来源</translation>
    </message>
    <message>
        <source>Say when it was recorded</source>
        <translation>设定录制时间</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CaseState</name>
    <message>
        <source>Read the case</source>
        <translation>读取案件</translation>
    </message>
    <message>
        <source>Unknown-%1</source>
        <translation>未知-%1</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>lineament::ui::LooksModel</name>
    <message>
        <source>quality %1</source>
        <translation>质量 %1</translation>
    </message>
    <message>
        <source>%1, %2 of %3, quality %4</source>
        <translation>%1，%3 的 %2，质量 %4</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PeopleModel</name>
    <message>
        <source>suggested (%1)</source>
        <translation>建议（%1）</translation>
    </message>
    <message>
        <source>confirmed (%1)</source>
        <translation>已确认（%1）</translation>
    </message>
    <message>
        <source>unknown (%1)</source>
        <translation>未知（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n 条轨迹</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2
%n tracks</source>
        <translation>
            <numerusform>%1 · %2
%n 条轨迹</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PeopleView</name>
    <message numerus="yes">
        <source>%n looks at the selection</source>
        <translation>
            <numerusform>所选人员的 %n 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has been found in this case yet.</source>
        <translation>本案件中尚未发现任何人。</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>Width of the face</source>
        <translation>人脸宽度</translation>
    </message>
    <message>
        <source>At least %1 px</source>
        <translation>至少 %1 像素</translation>
    </message>
    <message>
        <source>Similarity of suggestions</source>
        <translation>建议的相似度</translation>
    </message>
    <message>
        <source>Only in this recording</source>
        <translation>仅限本录像</translation>
    </message>
    <message>
        <source>Only in the selected stretch</source>
        <translation>仅限所选时段</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Search the people of the case</source>
        <translation>搜索案件中的人员</translation>
    </message>
    <message>
        <source>Filters: quality, size, similarity, recording, time</source>
        <translation>筛选：质量、大小、相似度、录像、时间</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>People of this case</source>
        <translation>本案件的人员</translation>
    </message>
    <message>
        <source>Looks at the selection</source>
        <translation>所选人员的图像</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SearchPanel</name>
    <message>
        <source>No look at %1 is good enough to search with.</source>
        <translation>%1 没有足够好的图像可用于搜索。</translation>
    </message>
    <message>
        <source>Searching for %1 …</source>
        <translation>正在搜索 %1…</translation>
    </message>
    <message>
        <source>Search for %1</source>
        <translation>搜索 %1</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Unsorted</source>
        <translation>未归类</translation>
    </message>
    <message>
        <source>%1: %2 of %3 tracks reach %4 (FMR %5). A lead, not an identification.</source>
        <translation>%1：%3 条轨迹中有 %2 条达到 %4（FMR %5）。只是线索，不是身份认定。</translation>
    </message>
    <message>
        <source>Search by face</source>
        <translation>按人脸搜索</translation>
    </message>
    <message>
        <source>Where the face appears</source>
        <translation>人脸出现的位置</translation>
    </message>
    <message>
        <source>Search with a photo …</source>
        <translation>用照片搜索…</translation>
    </message>
    <message>
        <source>Or drop a photo here</source>
        <translation>或将照片拖放到此处</translation>
    </message>
    <message>
        <source>Where does a face appear, in this case and in all others? Select somebody and search, or drop a photo here.</source>
        <translation>某张人脸在本案件及所有其他案件中出现在哪里？选择一个人并搜索，或将照片拖放到此处。</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>所选人脸</translation>
    </message>
    <message>
        <source>Search for the face that is selected (Ctrl+F)</source>
        <translation>搜索所选人脸 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Photo …</source>
        <translation>照片…</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PairView</name>
    <message>
        <source>Handle</source>
        <translation>分割线</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>划变</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Both pictures next to each other, zoomed and moved together</source>
        <translation>两张图片并排显示，缩放与移动同步</translation>
    </message>
    <message>
        <source>Both pictures at the same place in turn</source>
        <translation>两张图片在同一位置轮流显示</translation>
    </message>
    <message>
        <source>One picture left of a handle, the other right of it</source>
        <translation>分割线左侧为一张图片，右侧为另一张</translation>
    </message>
    <message>
        <source>The second picture over the first</source>
        <translation>第二张图片叠加在第一张之上</translation>
    </message>
    <message>
        <source>Where the two pictures differ, strengthened by the slider</source>
        <translation>两张图片的差异，可用滑块增强</translation>
    </message>
    <message>
        <source>First picture</source>
        <translation>第一张图片</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>第二张图片</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ConfigForm</name>
    <message>
        <source>%1 needs a number.</source>
        <translation>%1 需要填数字。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复预设值</translation>
    </message>
</context>
<context>
    <name>lineament::ui::DataPage</name>
    <message>
        <source>Add a folder of photos</source>
        <translation>添加照片文件夹</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>Make a training set</source>
        <translation>制作训练集</translation>
    </message>
    <message>
        <source>Add photos on the left, or drop them here; the faces of the set come here.</source>
        <translation>请在左侧添加照片，或拖放到此处；训练集中的人脸将显示在这里。</translation>
    </message>
    <message>
        <source>%1 faces, %2 labels; %3 left out</source>
        <translation>%1 张人脸，%2 个标签；%3 张未收入</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Add a folder of photos…</source>
        <translation>添加照片文件夹…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Take it out again</source>
        <translation>移除此来源</translation>
    </message>
    <message>
        <source>Everybody enrolled</source>
        <translation>所有已注册人员</translation>
    </message>
    <message>
        <source>Best looks of all recordings</source>
        <translation>所有录像中的最佳画面</translation>
    </message>
    <message>
        <source>Which faces are taken</source>
        <translation>收入哪些人脸</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>边长</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Quality at least</source>
        <translation>最低质量</translation>
    </message>
    <message>
        <source>Sharpness at least</source>
        <translation>最低清晰度</translation>
    </message>
    <message>
        <source>Alike within</source>
        <translation>判为重复的差异</translation>
    </message>
    <message>
        <source> of 64 bits</source>
        <translation> / 64 位</translation>
    </message>
    <message>
        <source>all are kept</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Of a label at most</source>
        <translation>每个标签最多</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All faces of a photo</source>
        <translation>收入照片中的所有人脸</translation>
    </message>
    <message>
        <source>Folder or person is the label</source>
        <translation>以文件夹或人员为标签</translation>
    </message>
    <message>
        <source>Folder of the set</source>
        <translation>训练集文件夹</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Make the set</source>
        <translation>制作训练集</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>Faces a label</source>
        <translation>各标签人脸数</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无内容</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未收入</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Faces of the set</source>
        <translation>数据集中的人脸</translation>
    </message>
    <message>
        <source>The set has this face picture already, or nearly this.</source>
        <translation>训练集中已有相同或几乎相同的人脸图片。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ExploreModel</name>
    <message>
        <source>List generators</source>
        <translation>列出生成器</translation>
    </message>
    <message>
        <source>Open generator %1</source>
        <translation>打开生成器 %1</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>人脸 %1</translation>
    </message>
    <message>
        <source>Draw favourites</source>
        <translation>绘制收藏</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>Open the project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Learn pose and smile of %1</source>
        <translation>学习 %1 的姿态和微笑</translation>
    </message>
    <message>
        <source>Neither pose nor smile follows the styles of this generator.</source>
        <translation>此生成器的样式既不影响姿态，也不影响微笑。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ExplorePage</name>
    <message>
        <source>Export the picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>JPEG picture (*.jpg)</source>
        <translation>JPEG 图片 (*.jpg)</translation>
    </message>
    <message>
        <source>Open a generator</source>
        <translation>打开生成器</translation>
    </message>
    <message>
        <source>Network files (*.safetensors)</source>
        <translation>网络文件 (*.safetensors)</translation>
    </message>
    <message>
        <source>Opening the generator…</source>
        <translation>正在打开生成器…</translation>
    </message>
    <message>
        <source>A generator makes faces that do not exist; you explore them here.</source>
        <translation>生成器可生成并不存在的人脸，您可以在此探索。</translation>
    </message>
    <message>
        <source>Open a generator…</source>
        <translation>打开生成器…</translation>
    </message>
    <message>
        <source>Identity lock: %1 % of the edits</source>
        <translation>身份锁定：应用 %1 % 的编辑</translation>
    </message>
    <message>
        <source>Identity lock</source>
        <translation>身份锁定</translation>
    </message>
    <message>
        <source>Open a generator from a file…</source>
        <translation>从文件打开生成器…</translation>
    </message>
    <message>
        <source>Plane of seeds</source>
        <translation>种子平面</translation>
    </message>
    <message>
        <source>Drag: faces between the seeds. Click: that seed. Arrow keys: the next one. Wheel: closer</source>
        <translation>拖动：种子之间的人脸。单击：该种子。方向键：下一个种子。滚轮：缩放</translation>
    </message>
    <message>
        <source>A random face (R)</source>
        <translation>随机人脸 (R)</translation>
    </message>
    <message>
        <source>Mix layers, coarse to fine</source>
        <translation>混合各层（由粗到细）</translation>
    </message>
    <message>
        <source>Choose a favourite, then click or drag over layers</source>
        <translation>先选择一个收藏，再单击或拖过各层</translation>
    </message>
    <message>
        <source>Holds edits back so that the face stays as alike to its start as the notch says</source>
        <translation>限制编辑幅度，使人脸与起始人脸的相似度不低于刻度</translation>
    </message>
    <message>
        <source>Similarity to the face without edits, by the recogniser in use. Drag the notch</source>
        <translation>与未编辑人脸的相似度（按当前识别器）。可拖动刻度</translation>
    </message>
    <message>
        <source>Keep as A</source>
        <translation>记为 A</translation>
    </message>
    <message>
        <source>Hold: A</source>
        <translation>按住看 A</translation>
    </message>
    <message>
        <source>Shows A while it is held (B)</source>
        <translation>按住时显示 A (B)</translation>
    </message>
    <message>
        <source>Back to seeds</source>
        <translation>返回种子</translation>
    </message>
    <message>
        <source>Export the picture, marked as generated…</source>
        <translation>导出图片（带生成标记）…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Faces that are kept come here; they can lend layers, and be keys of a walk.</source>
        <translation>收藏的人脸显示在这里；可借用其各层，或作为漫游的关键帧。</translation>
    </message>
    <message>
        <source>Keep this face (F)</source>
        <translation>收藏此人脸 (F)</translation>
    </message>
    <message>
        <source>Remove the chosen favourite</source>
        <translation>移除所选收藏</translation>
    </message>
    <message>
        <source>As drawn…</source>
        <translation>原始大小…</translation>
    </message>
    <message>
        <source>%1 times enlarged…</source>
        <translation>放大 %1 倍…</translation>
    </message>
    <message>
        <source>Face on show</source>
        <translation>当前人脸</translation>
    </message>
    <message>
        <source>Likeness to the start</source>
        <translation>与起点的相似度</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Interpolates the preview instead of showing its pixels (I)</source>
        <translation>对预览进行插值，而不显示其像素 (I)</translation>
    </message>
</context>
<context>
    <name>lineament::ui::InsidePage</name>
    <message>
        <source>Training set</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Read the faces of the training set</source>
        <translation>读取训练集的人脸</translation>
    </message>
    <message>
        <source>The discriminator of this generator is not here: no score.</source>
        <translation>没有此生成器的判别器，无法评分。</translation>
    </message>
    <message>
        <source>D&apos;s score %1: it takes the face for a photograph.</source>
        <translation>判别器评分 %1：它认为这是照片。</translation>
    </message>
    <message>
        <source>D&apos;s score %1: it takes the face for a sample.</source>
        <translation>判别器评分 %1：它认为这是生成样本。</translation>
    </message>
    <message>
        <source>Choose the training set to see which of its faces this one resembles.</source>
        <translation>请选择训练集，查看此人脸与其中哪些相似。</translation>
    </message>
    <message>
        <source>Flagged: similarity %1 to a face of the set reaches %2 (FMR 1e-4), so the recogniser takes it for that person. Do not publish it.</source>
        <translation>已标记：与训练集中一张人脸的相似度为 %1，达到阈值 %2（FMR 1e-4），识别器会将其认作该人。请勿发布。</translation>
    </message>
    <message>
        <source>Not flagged: the nearest of %1 faces has similarity %2, below %3 (FMR 1e-4).</source>
        <translation>未标记：在 %1 张人脸中，最近者相似度为 %2，低于 %3（FMR 1e-4）。</translation>
    </message>
    <message>
        <source>Face on show</source>
        <translation>当前人脸</translation>
    </message>
    <message>
        <source>What each layer makes of it: mean strength of its channels</source>
        <translation>各层的激活：各通道的平均强度</translation>
    </message>
    <message>
        <source>Nearest training faces</source>
        <translation>最近的训练人脸</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>periods a picture</source>
        <translation>周期/图</translation>
    </message>
    <message>
        <source>Power of brightness</source>
        <translation>亮度功率</translation>
    </message>
    <message>
        <source>Open a generator in Explore.</source>
        <translation>请在“探索”中打开生成器。</translation>
    </message>
    <message>
        <source>Look at a picture</source>
        <translation>查看一张图片</translation>
    </message>
    <message>
        <source>No face was found: the middle of the picture is looked at.</source>
        <translation>未找到人脸：查看的是图片中央部分。</translation>
    </message>
    <message>
        <source>Layers are shown of faces that the generator draws.</source>
        <translation>各层激活仅对生成器绘制的人脸显示。</translation>
    </message>
    <message>
        <source>Back to the face on show</source>
        <translation>返回当前人脸</translation>
    </message>
    <message>
        <source>Look at a picture, or drop one here: D's score, spectrum, nearest faces…</source>
        <translation>查看一张图片，或拖放到此处：判别器评分、频谱、最近的人脸…</translation>
    </message>
</context>
<context>
    <name>lineament::ui::LayerBar</name>
    <message>
        <source>Layer %1: its own style</source>
        <translation>第 %1 层：自身风格</translation>
    </message>
    <message>
        <source>Layer %1: the style of %2</source>
        <translation>第 %1 层：%2 的风格</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PhotoPage</name>
    <message>
        <source>Choose a photo</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Find %1 in the generator</source>
        <translation>在生成器中寻找 %1</translation>
    </message>
    <message>
        <source>Similarity %1 · mean squared error %2, of the mean face %3</source>
        <translation>相似度 %1 · 均方误差 %2，平均脸为 %3</translation>
    </message>
    <message>
        <source>No face is recognised in what was found: more steps may help.</source>
        <translation>在结果中未识别到人脸：增加步数可能有帮助。</translation>
    </message>
    <message>
        <source>Drop a photo here: its largest face is sought in the generator, and can then be edited.</source>
        <translation>将照片拖放到此处：将在生成器中寻找其中最大的人脸，随后可以编辑。</translation>
    </message>
    <message>
        <source>Choose a photo…</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Pull of identity</source>
        <translation>身份权重</translation>
    </message>
    <message>
        <source>Weight of the person&apos;s template in the search; 0: pixels alone</source>
        <translation>搜索中人员模板的权重；0：仅像素</translation>
    </message>
    <message>
        <source>Find it</source>
        <translation>开始寻找</translation>
    </message>
    <message>
        <source>Edit in Explore</source>
        <translation>在“探索”中编辑</translation>
    </message>
    <message>
        <source>Photo, aligned</source>
        <translation>对齐后的照片</translation>
    </message>
    <message>
        <source>Found in the generator</source>
        <translation>生成器中的结果</translation>
    </message>
    <message>
        <source>What is left over, 4 times as strong</source>
        <translation>残差（放大 4 倍）</translation>
    </message>
</context>
<context>
    <name>lineament::ui::RunCharts</name>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>discriminator</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>real pictures</source>
        <translation>真实图片</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>p of ADA</source>
        <translation>ADA 概率 p</translation>
    </message>
    <message>
        <source>diversity of samples</source>
        <translation>样本多样性</translation>
    </message>
    <message>
        <source>of real pictures</source>
        <translation>真实图片多样性</translation>
    </message>
    <message>
        <source>gradient penalty</source>
        <translation>梯度惩罚</translation>
    </message>
    <message>
        <source>path length</source>
        <translation>路径长度</translation>
    </message>
    <message>
        <source>images a second</source>
        <translation>每秒图片数</translation>
    </message>
    <message>
        <source>Fréchet face distance</source>
        <translation>Fréchet 人脸距离</translation>
    </message>
    <message>
        <source>kernel face distance</source>
        <translation>核人脸距离</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Probability of being real, by D</source>
        <translation>判别器认为真实的概率</translation>
    </message>
    <message>
        <source>Norms of gradients</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Regularisers</source>
        <translation>正则项</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Distances from real faces</source>
        <translation>与真实人脸的距离</translation>
    </message>
    <message>
        <source>Images seen</source>
        <translation>已见图片数</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>图片/秒</translation>
    </message>
    <message>
        <source>Measured as often as “Metrics every” says; 0 is never.</source>
        <translation>按“测量间隔”测量；0 表示从不。</translation>
    </message>
    <message>
        <source>No statistics yet.</source>
        <translation>暂无统计数据。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SamplePlayer</name>
    <message>
        <source>No samples yet</source>
        <translation>暂无样本</translation>
    </message>
    <message>
        <source>%1 images · best</source>
        <translation>%1 张图片 · 最佳</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>Play the samples of all snapshots</source>
        <translation>播放所有快照的样本</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SetModel</name>
    <message>
        <source>%1
quality %2, sharpness %3, %4 px wide</source>
        <translation>%1
质量 %2，清晰度 %3，宽 %4 像素</translation>
    </message>
</context>
<context>
    <name>lineament::ui::StudioPanel</name>
    <message>
        <source>%1 was written and is marked as generated.</source>
        <translation>已写入 %1，并带有生成标记。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Studio projects (*.studio.json)</source>
        <translation>工作室项目 (*.studio.json)</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 px</source>
        <translation>%1 · %2 · %3 像素</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Own photo</source>
        <translation>自己的照片</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>内部观察</translation>
    </message>
    <message>
        <source>Step back in the history</source>
        <translation>历史后退一步</translation>
    </message>
    <message>
        <source>Step forward in the history</source>
        <translation>历史前进一步</translation>
    </message>
    <message>
        <source>Keep this face as a favourite</source>
        <translation>收藏此人脸</translation>
    </message>
    <message>
        <source>Random face</source>
        <translation>随机人脸</translation>
    </message>
    <message>
        <source>Open a Studio project…</source>
        <translation>打开工作室项目…</translation>
    </message>
    <message>
        <source>Save the Studio project</source>
        <translation>保存工作室项目</translation>
    </message>
    <message>
        <source>Save the Studio project as…</source>
        <translation>工作室项目另存为…</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>工作室</translation>
    </message>
    <message>
        <source>Smooth preview</source>
        <translation>平滑预览</translation>
    </message>
</context>
<context>
    <name>lineament::ui::StyleControls</name>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Component %1</source>
        <translation>主成分 %1</translation>
    </message>
    <message>
        <source>Factor %1</source>
        <translation>因子 %1</translation>
    </message>
    <message>
        <source>Learned from labels</source>
        <translation>由标签习得</translation>
    </message>
    <message>
        <source>Principal components of W</source>
        <translation>W 的主成分</translation>
    </message>
    <message>
        <source>Factors of the modulations (SeFa)</source>
        <translation>调制因子 (SeFa)</translation>
    </message>
    <message>
        <source>Truncation and noise</source>
        <translation>截断与噪声</translation>
    </message>
    <message>
        <source>Psi</source>
        <translation>Psi</translation>
    </message>
    <message>
        <source>1: as trained; towards 0: the mean face, less variety and fewer faults</source>
        <translation>1：与训练一致；趋向 0：平均脸，多样性与缺陷都更少</translation>
    </message>
    <message>
        <source>Cutoff</source>
        <translation>截断层</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Layers that psi acts on, from the first</source>
        <translation>psi 作用的层数（从第一层起）</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>With the seed</source>
        <translation>随种子变化</translation>
    </message>
    <message>
        <source>Seed of the fixed noise</source>
        <translation>固定噪声的种子</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>As the seed has it</source>
        <translation>由种子决定</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女性</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男性</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>In standard deviations</source>
        <translation>以标准差为单位</translation>
    </message>
    <message>
        <source>Turn of the head</source>
        <translation>转头</translation>
    </message>
    <message>
        <source>Nod of the head</source>
        <translation>点头</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>微笑</translation>
    </message>
    <message>
        <source>Learn pose and smile</source>
        <translation>学习姿态和微笑</translation>
    </message>
    <message>
        <source>Draws some hundred faces, measures them and finds the directions that turn the head and make it smile. Half a minute, once for each generator.</source>
        <translation>绘制数百张人脸并测量，找出使头部转动和微笑的方向。半分钟，每个生成器一次。</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation>噪声种子</translation>
    </message>
    <message>
        <source>Sliders for these two come on request: half a minute, once for each generator.</source>
        <translation>这两项的滑块按需生成：每个生成器一次，约半分钟。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrainPage</name>
    <message>
        <source>%1 stopped: %2</source>
        <translation>%1 已停止：%2</translation>
    </message>
    <message>
        <source>Go on with half the batch</source>
        <translation>批量减半后继续</translation>
    </message>
    <message>
        <source>Read presets</source>
        <translation>读取预设</translation>
    </message>
    <message>
        <source>The snapshot of these samples is not kept any more. Choose a later one.</source>
        <translation>这些样本对应的快照已不再保留，请选择更晚的快照。</translation>
    </message>
    <message>
        <source>%1 is back at %2 images; what came after lies in its folder.</source>
        <translation>%1 已回退到 %2 张图片处；之后的内容保留在其文件夹中。</translation>
    </message>
    <message>
        <source>writing its snapshot…</source>
        <translation>正在写入快照…</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>finished, %1 images</source>
        <translation>已完成，%1 张图片</translation>
    </message>
    <message>
        <source>failed, %1 images</source>
        <translation>失败，%1 张图片</translation>
    </message>
    <message>
        <source>paused at %1 images</source>
        <translation>暂停于 %1 张图片</translation>
    </message>
    <message>
        <source>interrupted at %1 images</source>
        <translation>中断于 %1 张图片</translation>
    </message>
    <message>
        <source>stopped at %1 images</source>
        <translation>停止于 %1 张图片</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message numerus="yes">
        <source>Configuration · %n settings differ from the preset</source>
        <translation>
            <numerusform>配置 · 有 %n 项与预设不同</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a training set first</source>
        <translation>请先选择训练集</translation>
    </message>
    <message>
        <source>A figure is not a number any more: roll back and lower the learning rates.</source>
        <translation>出现非数值：请回退并降低学习率。</translation>
    </message>
    <message>
        <source>D wins: real %1, fake %2 over %3 steps; lower its rate or raise augmentation.</source>
        <translation>判别器占优：%3 步内真实 %1，生成 %2；请降低其学习率或加强数据增强。</translation>
    </message>
    <message>
        <source>G wins: D takes samples for real (%1) more than real pictures (%2); raise D&apos;s rate or lower R1.</source>
        <translation>生成器占优：判别器认为样本真实 (%1) 甚于真实图片 (%2)；请提高判别器学习率或降低 R1。</translation>
    </message>
    <message>
        <source>Samples have become alike (diversity %1 of real pictures): roll back, raise R1 or augmentation.</source>
        <translation>样本趋于雷同（多样性为真实图片的 %1）：请回退，提高 R1 或加强数据增强。</translation>
    </message>
    <message>
        <source>Augmentation is at its limit (p %1): the set is small for this network.</source>
        <translation>数据增强已达上限 (p %1)：训练集对此网络而言太小。</translation>
    </message>
    <message>
        <source>In balance: real %1, fake %2.</source>
        <translation>平衡：真实 %1，生成 %2。</translation>
    </message>
    <message>
        <source>Too early to tell.</source>
        <translation>为时尚早，暂无法判断。</translation>
    </message>
    <message>
        <source>No run yet: choose a training set and a preset on the left, then start.</source>
        <translation>还没有训练：请在左侧选择训练集和预设，然后开始。</translation>
    </message>
    <message>
        <source>Choose a run, or two to compare them; or start a new one.</source>
        <translation>请选择一次训练，或选择两次进行比较；也可以新建。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Training set: a folder of faces</source>
        <translation>训练集：人脸文件夹</translation>
    </message>
    <message>
        <source>Folders, archives (*.tar) and packed sets (*)</source>
        <translation>文件夹、归档 (*.tar) 和打包集 (*)</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练列表</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Go on from its last snapshot</source>
        <translation>从最后的快照继续</translation>
    </message>
    <message>
        <source>Pause: writes a snapshot</source>
        <translation>暂停：写入快照</translation>
    </message>
    <message>
        <source>Stop: writes a snapshot</source>
        <translation>停止：写入快照</translation>
    </message>
    <message>
        <source>New run with the same settings</source>
        <translation>以相同设置新建</translation>
    </message>
    <message>
        <source>Roll back to the snapshot whose samples are shown</source>
        <translation>回退到当前样本对应的快照</translation>
    </message>
    <message>
        <source>Explore its best snapshot</source>
        <translation>探索其最佳快照</translation>
    </message>
    <message>
        <source>Choose a training set…</source>
        <translation>选择训练集…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>as the preset</source>
        <translation>与预设相同</translation>
    </message>
    <message>
        <source>Training set</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>folder, .tar or packed file</source>
        <translation>文件夹、.tar 或打包文件</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Charts of the run</source>
        <translation>训练图表</translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrainQueue</name>
    <message>
        <source>List training runs</source>
        <translation>列出训练</translation>
    </message>
    <message>
        <source>Train %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>回退 %1</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ValueSlider</name>
    <message>
        <source>First layer</source>
        <translation>起始层</translation>
    </message>
    <message>
        <source>Last layer</source>
        <translation>结束层</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>layers %1–%2</source>
        <translation>第 %1–%2 层</translation>
    </message>
    <message>
        <source>Back to where it began</source>
        <translation>恢复初始值</translation>
    </message>
    <message>
        <source>Keep it: random faces and resets leave it alone</source>
        <translation>锁定：随机人脸和重置不影响它</translation>
    </message>
    <message>
        <source>Layers it acts on: the first are pose and shape, the last are colour and texture</source>
        <translation>作用的层：前面的层控制姿态与形状，后面的层控制颜色与纹理</translation>
    </message>
</context>
<context>
    <name>lineament::ui::VideoPage</name>
    <message>
        <source>Draw a key</source>
        <translation>绘制关键帧</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>关键帧 %1</translation>
    </message>
    <message>
        <source>%1 frames, %2 s, %3 × %3 px</source>
        <translation>%1 帧，%2 秒，%3 × %3 像素</translation>
    </message>
    <message>
        <source>Two keys at least make a way.</source>
        <translation>至少需要两个关键帧。</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>%1 was written and is marked as generated.</source>
        <translation>已写入 %1，并带有生成标记。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>关键帧</translation>
    </message>
    <message>
        <source>Add the face on show, or your favourites: the walk goes through them.</source>
        <translation>添加当前人脸或收藏：漫游将依次经过它们。</translation>
    </message>
    <message>
        <source>Seconds a key</source>
        <translation>每关键帧秒数</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>匀速</translation>
    </message>
    <message>
        <source>Enlarged</source>
        <translation>放大</translation>
    </message>
    <message>
        <source> times</source>
        <translation> 倍</translation>
    </message>
    <message>
        <source>Back to the first</source>
        <translation>回到第一帧（循环）</translation>
    </message>
    <message>
        <source>Export video (MP4)…</source>
        <translation>导出视频 (MP4)…</translation>
    </message>
    <message>
        <source>Export GIF…</source>
        <translation>导出 GIF…</translation>
    </message>
    <message>
        <source>Export contact sheet (PNG)…</source>
        <translation>导出缩略图表 (PNG)…</translation>
    </message>
    <message>
        <source>Add the face on show</source>
        <translation>添加当前人脸</translation>
    </message>
    <message>
        <source>Add all favourites</source>
        <translation>添加全部收藏</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Remove the key</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <source>Play the walk</source>
        <translation>播放漫游</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>By</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Cubic interpolation</source>
        <translation>三次插值</translation>
    </message>
    <message>
        <source>Super-resolution network</source>
        <translation>超分辨率网络</translation>
    </message>
    <message>
        <source>What exports are enlarged by: the network draws sharper edges and takes longer.</source>
        <translation>导出时的放大方法：网络绘制的边缘更清晰，耗时更长。</translation>
    </message>
    <message>
        <source>Enlarged by</source>
        <translation>放大方法</translation>
    </message>
    <message>
        <source>Frame on show</source>
        <translation>当前帧</translation>
    </message>
</context>
<context>
    <name>GanFields</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Augment</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Latent dim</source>
        <translation>潜变量维数</translation>
    </message>
    <message>
        <source>Style dim</source>
        <translation>风格维数</translation>
    </message>
    <message>
        <source>Mapping layers</source>
        <translation>映射层数</translation>
    </message>
    <message>
        <source>Base channels</source>
        <translation>基础通道数</translation>
    </message>
    <message>
        <source>Max channels</source>
        <translation>最大通道数</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签数</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>Adversarial</source>
        <translation>对抗损失</translation>
    </message>
    <message>
        <source>R1 gamma</source>
        <translation>R1 权重</translation>
    </message>
    <message>
        <source>R1 every</source>
        <translation>R1 间隔</translation>
    </message>
    <message>
        <source>Gradient penalty</source>
        <translation>梯度惩罚</translation>
    </message>
    <message>
        <source>Path length weight</source>
        <translation>路径长度权重</translation>
    </message>
    <message>
        <source>Path length every</source>
        <translation>路径长度间隔</translation>
    </message>
    <message>
        <source>Feature matching weight</source>
        <translation>特征匹配权重</translation>
    </message>
    <message>
        <source>Reconstruction weight</source>
        <translation>重建权重</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重建距离</translation>
    </message>
    <message>
        <source>Identity weight</source>
        <translation>身份权重</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Beta1</source>
        <translation>Beta1</translation>
    </message>
    <message>
        <source>Beta2</source>
        <translation>Beta2</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Mapping rate</source>
        <translation>映射网络学习率</translation>
    </message>
    <message>
        <source>Warm up images</source>
        <translation>预热图片数</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>衰减方式</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Ema half life images</source>
        <translation>EMA 半衰期</translation>
    </message>
    <message>
        <source>Ema ramp up</source>
        <translation>EMA 爬升</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Cutout</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>Ada target</source>
        <translation>ADA 目标</translation>
    </message>
    <message>
        <source>Ada images</source>
        <translation>ADA 图片数</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片总数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>风格混合</translation>
    </message>
    <message>
        <source>Statistics every</source>
        <translation>统计间隔</translation>
    </message>
    <message>
        <source>Snapshot every</source>
        <translation>快照间隔</translation>
    </message>
    <message>
        <source>Keep snapshots</source>
        <translation>保留快照数</translation>
    </message>
    <message>
        <source>Metrics every</source>
        <translation>测量间隔</translation>
    </message>
    <message>
        <source>Metrics samples</source>
        <translation>测量样本数</translation>
    </message>
    <message>
        <source>Sample grid</source>
        <translation>样本网格</translation>
    </message>
    <message>
        <source>Stop on collapse</source>
        <translation>崩塌时停止</translation>
    </message>
    <message>
        <source>Pair of networks.</source>
        <translation>网络组合。</translation>
    </message>
    <message>
        <source>Side of the pictures, px: 32, 64, 128 or 256.</source>
        <translation>图片边长（像素）：32、64、128 或 256。</translation>
    </message>
    <message>
        <source>Size of z.</source>
        <translation>z 的维数。</translation>
    </message>
    <message>
        <source>Size of w (StyleGAN2).</source>
        <translation>w 的维数（StyleGAN2）。</translation>
    </message>
    <message>
        <source>Layers of the mapping network (StyleGAN2).</source>
        <translation>映射网络层数（StyleGAN2）。</translation>
    </message>
    <message>
        <source>Channels at the full resolution; doubled at each halving.</source>
        <translation>全分辨率下的通道数；每减半一次加倍。</translation>
    </message>
    <message>
        <source>Most channels of any layer.</source>
        <translation>任一层的最大通道数。</translation>
    </message>
    <message>
        <source>Classes to condition on; 0: unconditional.</source>
        <translation>条件类别数；0：无条件。</translation>
    </message>
    <message>
        <source>Filter of up- and downsampling (StyleGAN2): box is fastest, blur is the paper&apos;s.</source>
        <translation>上下采样滤波（StyleGAN2）：box 最快，blur 与论文一致。</translation>
    </message>
    <message>
        <source>Adversarial loss.</source>
        <translation>对抗损失。</translation>
    </message>
    <message>
        <source>Weight of R1; 0: off.</source>
        <translation>R1 的权重；0：关闭。</translation>
    </message>
    <message>
        <source>Steps between R1 steps.</source>
        <translation>R1 步之间的步数。</translation>
    </message>
    <message>
        <source>Weight of the gradient penalty (WGAN-GP).</source>
        <translation>梯度惩罚权重（WGAN-GP）。</translation>
    </message>
    <message>
        <source>Weight of path length regularisation (StyleGAN2); 0: off.</source>
        <translation>路径长度正则权重（StyleGAN2）；0：关闭。</translation>
    </message>
    <message>
        <source>Steps between path length steps.</source>
        <translation>路径长度步之间的步数。</translation>
    </message>
    <message>
        <source>Weight of matching the discriminator&apos;s mean features; 0: off.</source>
        <translation>匹配判别器平均特征的权重；0：关闭。</translation>
    </message>
    <message>
        <source>Weight of the discriminator&apos;s self-supervised reconstruction (FastGAN).</source>
        <translation>判别器自监督重建的权重（FastGAN）。</translation>
    </message>
    <message>
        <source>Distance of reconstructions.</source>
        <translation>重建的距离度量。</translation>
    </message>
    <message>
        <source>Weight of the distance of templates where a target face is given; 0: off.</source>
        <translation>给定目标人脸时模板距离的权重；0：关闭。</translation>
    </message>
    <message>
        <source>Optimiser.</source>
        <translation>优化器。</translation>
    </message>
    <message>
        <source>Learning rate a step.</source>
        <translation>每步学习率。</translation>
    </message>
    <message>
        <source>Decay of the first moment (Adam, AdamW).</source>
        <translation>一阶矩衰减（Adam、AdamW）。</translation>
    </message>
    <message>
        <source>Decay of the second moment (Adam, AdamW, RMSprop&apos;s alpha).</source>
        <translation>二阶矩衰减（Adam、AdamW，RMSprop 的 alpha）。</translation>
    </message>
    <message>
        <source>Momentum (SGD).</source>
        <translation>动量（SGD）。</translation>
    </message>
    <message>
        <source>Weight decay.</source>
        <translation>权重衰减。</translation>
    </message>
    <message>
        <source>Rate of the mapping network, times the generator&apos;s.</source>
        <translation>映射网络学习率，为生成器的倍数。</translation>
    </message>
    <message>
        <source>Images over which the rates rise from 0.</source>
        <translation>学习率从 0 上升所用的图片数。</translation>
    </message>
    <message>
        <source>Course of the rates after that.</source>
        <translation>之后学习率的变化方式。</translation>
    </message>
    <message>
        <source>Largest norm of a network&apos;s gradient; 0: not clipped.</source>
        <translation>网络梯度的最大范数；0：不裁剪。</translation>
    </message>
    <message>
        <source>Half-life of the averaged generator, images.</source>
        <translation>平均生成器的半衰期（图片数）。</translation>
    </message>
    <message>
        <source>Half-life is at most this share of the images seen; 0: no ramp.</source>
        <translation>半衰期至多为已见图片数的此比例；0：不爬升。</translation>
    </message>
    <message>
        <source>Mirror half of the real pictures.</source>
        <translation>将一半真实图片镜像。</translation>
    </message>
    <message>
        <source>Augmentation in front of the discriminator.</source>
        <translation>判别器之前的数据增强。</translation>
    </message>
    <message>
        <source>Brightness, saturation, contrast.</source>
        <translation>亮度、饱和度、对比度。</translation>
    </message>
    <message>
        <source>Shift by up to an eighth.</source>
        <translation>平移至多八分之一。</translation>
    </message>
    <message>
        <source>Blank a square of half the side.</source>
        <translation>遮挡边长一半的方块。</translation>
    </message>
    <message>
        <source>Sign of D on real pictures that ADA steers to.</source>
        <translation>ADA 控制目标：判别器在真实图片上的符号均值。</translation>
    </message>
    <message>
        <source>Images over which ADA&apos;s p can go from 0 to 1.</source>
        <translation>ADA 的 p 从 0 到 1 所需的图片数。</translation>
    </message>
    <message>
        <source>Pictures a step, of all processes together.</source>
        <translation>每步图片数（所有进程合计）。</translation>
    </message>
    <message>
        <source>Real pictures to see in all.</source>
        <translation>总共要看的真实图片数。</translation>
    </message>
    <message>
        <source>Seed of everything random.</source>
        <translation>所有随机数的种子。</translation>
    </message>
    <message>
        <source>auto: bf16 where the CPU has it, mixed on CUDA.</source>
        <translation>auto：CPU 支持时用 bf16，CUDA 上用混合精度。</translation>
    </message>
    <message>
        <source>Probability of style mixing (StyleGAN2).</source>
        <translation>风格混合概率（StyleGAN2）。</translation>
    </message>
    <message>
        <source>Images between lines of statistics.</source>
        <translation>两行统计之间的图片数。</translation>
    </message>
    <message>
        <source>Images between snapshots.</source>
        <translation>两次快照之间的图片数。</translation>
    </message>
    <message>
        <source>Newest snapshots kept beside the best one.</source>
        <translation>除最佳快照外保留的最新快照数。</translation>
    </message>
    <message>
        <source>Images between measurements; 0: never.</source>
        <translation>两次测量之间的图片数；0：从不。</translation>
    </message>
    <message>
        <source>Samples a measurement.</source>
        <translation>每次测量的样本数。</translation>
    </message>
    <message>
        <source>Pictures in a sample grid.</source>
        <translation>样本网格中的图片数。</translation>
    </message>
    <message>
        <source>Stop, with the reason, when the run collapses.</source>
        <translation>训练崩塌时停止并说明原因。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ChainEditor</name>
    <message>
        <source>Drag to reorder</source>
        <translation>拖动以调整顺序</translation>
    </message>
    <message>
        <source>Take part again</source>
        <translation>重新启用</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Take the step away</source>
        <translation>移除此步骤</translation>
    </message>
    <message>
        <source>A network invents detail here: the result is marked and cannot serve as evidence.</source>
        <translation>此步骤由网络生成细节：结果会被标记，不能作为证据。</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>添加步骤</translation>
    </message>
    <message>
        <source>Steps, in order</source>
        <translation>步骤（按顺序）</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnhancePanel</name>
    <message>
        <source>Previewing …</source>
        <translation>正在预览…</translation>
    </message>
    <message>
        <source>Open a photo or recording</source>
        <translation>打开照片或录像</translation>
    </message>
    <message>
        <source>List people</source>
        <translation>列出人员</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Preset …</source>
        <translation>预设…</translation>
    </message>
    <message>
        <source>Save the chain</source>
        <translation>保存步骤链</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Recordings (*.mp4 *.mkv *.mov *.avi)</source>
        <translation>录像 (*.mp4 *.mkv *.mov *.avi)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation>图片 (*.png *.jpg)</translation>
    </message>
    <message>
        <source>Write the enhanced file</source>
        <translation>导出增强后的文件</translation>
    </message>
    <message>
        <source>Enhance %1</source>
        <translation>增强 %1</translation>
    </message>
    <message>
        <source>Written: %1, %2 × %3 px</source>
        <translation>已写入：%1，%2 × %3 像素。</translation>
    </message>
    <message>
        <source>It is marked as changed by a network: a lead, no evidence.</source>
        <translation>已标记为经网络修改：仅为线索，不是证据。</translation>
    </message>
    <message>
        <source>Flicker of still places %1 → %2 grey levels, spread of identity %3.</source>
        <translation>静止处的闪烁 %1 → %2 灰度级，身份离散度 %3。</translation>
    </message>
    <message>
        <source>Photos and recordings to enhance</source>
        <translation>要增强的照片和录像</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message numerus="yes">
        <source>Enhance %n file(s)</source>
        <translation>
            <numerusform>增强 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>已写入 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not written: %1</source>
        <translation>未写入：%1</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Changed by a network: no evidence</source>
        <translation>经网络修改：不是证据</translation>
    </message>
    <message>
        <source>A step invents detail. The result is marked, visibly and in its metadata, and is refused as a reference and as a probe.</source>
        <translation>有步骤会生成细节。结果会在画面和元数据中被标记，并被拒绝用作参考或探查样本。</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>%1 × %2 px · after × %3</source>
        <translation>%1 × %2 像素 · 之后 × %3</translation>
    </message>
    <message>
        <source>O opens a photo or recording</source>
        <translation>按 O 打开照片或录像</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>Enhance several files</source>
        <translation>批量增强文件</translation>
    </message>
    <message>
        <source>Bypass the step</source>
        <translation>跳过此步骤</translation>
    </message>
    <message>
        <source>Take the step away</source>
        <translation>移除此步骤</translation>
    </message>
    <message>
        <source>Save the chain as a preset</source>
        <translation>将步骤链存为预设</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Frame that is previewed</source>
        <translation>预览的帧</translation>
    </message>
    <message>
        <source>A photo or recording whose quality is to be improved belongs here.</source>
        <translation>请在此放入需要改善质量的照片或录像。</translation>
    </message>
    <message>
        <source>It can also be dropped onto the desk. The original stays as it is.</source>
        <translation>也可以拖放到此处。原件保持不变。</translation>
    </message>
    <message>
        <source>Enhance</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>Gone on from frame %1.</source>
        <translation>从第 %1 帧继续。</translation>
    </message>
    <message>
        <source>With its sound.</source>
        <translation>保留了声音。</translation>
    </message>
    <message>
        <source>Without sound.</source>
        <translation>没有声音。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stopped. What is done is kept beside the name chosen; nothing is written under it yet.</source>
        <translation>已停止。已完成的部分保存在所选名称旁边；该名称下尚未写入任何内容。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Restore the face of the track from all looks at it</source>
        <translation>由轨迹的所有画面修复其人脸</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Whole recording, or one of the tracks that the Footage desk found in it</source>
        <translation>整个录像，或视频台在其中找到的一条轨迹</translation>
    </message>
    <message>
        <source>Open the track</source>
        <translation>打开轨迹</translation>
    </message>
    <message>
        <source>The track is no longer there: choose another one.</source>
        <translation>该轨迹已不存在：请选择另一条。</translation>
    </message>
    <message>
        <source>%1 cannot be enhanced: only recordings in files can.</source>
        <translation>无法增强 %1：只有文件中的录像可以增强。</translation>
    </message>
    <message>
        <source>List tracks</source>
        <translation>列出轨迹</translation>
    </message>
    <message>
        <source>Whole recording</source>
        <translation>整个录像</translation>
    </message>
    <message>
        <source>%1 · %2 to %3 s</source>
        <translation>%1 · %2 至 %3 秒</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Write the restored face</source>
        <translation>写入修复的人脸</translation>
    </message>
    <message>
        <source>Restore a face from all looks</source>
        <translation>由所有画面修复人脸</translation>
    </message>
    <message>
        <source>Written: %1, from %2 of %3 looks. Similarity to the mean of all looks: best look restored %4, fused and restored %5. It is marked as changed by a network: a lead, no evidence.</source>
        <translation>已写入：%1，使用了 %3 个画面中的 %2 个。与所有画面均值的相似度：修复最佳画面 %4，融合后修复 %5。已标记为经网络更改：只是线索，不是证据。</translation>
    </message>
    <message>
        <source>The track that was chosen is no longer there, as the recording was analysed anew or the track divided: the whole recording is enhanced now.</source>
        <translation>所选轨迹已不存在（录像已重新分析，或轨迹已拆分）：现在增强整段录像。</translation>
    </message>
    <message>
        <source>Another store was opened, which does not hold the track that was chosen: the whole recording is enhanced now.</source>
        <translation>已打开另一个数据库，其中没有所选的轨迹：现在增强整段录像。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnhancePresets</name>
    <message>
        <source>Dark and noisy camera</source>
        <translation>昏暗且有噪点的摄像机</translation>
    </message>
    <message>
        <source>Out of focus</source>
        <translation>失焦</translation>
    </message>
    <message>
        <source>Small faces (a lead only)</source>
        <translation>小人脸（仅为线索）</translation>
    </message>
    <message>
        <source>Small, noisy faces (a lead only)</source>
        <translation>有噪点的小人脸（仅为线索）</translation>
    </message>
    <message>
        <source>Enlarge four times (a lead only)</source>
        <translation>放大四倍（仅为线索）</translation>
    </message>
    <message>
        <source>Interlaced, shaky recording</source>
        <translation>隔行、抖动的录像</translation>
    </message>
    <message>
        <source>Noisy faces of a recording</source>
        <translation>录像中有噪声的人脸</translation>
    </message>
    <message>
        <source>Turned face</source>
        <translation>转动的人脸</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnhanceWork</name>
    <message>
        <source>Its 16 bits a channel were reduced to 8.</source>
        <translation>每通道 16 位已降为 8 位。</translation>
    </message>
    <message>
        <source>What is transparent was laid on grey.</source>
        <translation>透明部分已置于灰色底上。</translation>
    </message>
    <message>
        <source>No face was found: nothing was restored.</source>
        <translation>未找到人脸：没有进行修复。</translation>
    </message>
    <message>
        <source>Damaged parts of the recording were passed over.</source>
        <translation>已跳过录像的损坏部分。</translation>
    </message>
    <message>
        <source>Its sound could not be copied: choose .mkv to keep it.</source>
        <translation>无法复制其声音：选择 .mkv 可保留声音。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::FaceTable</name>
    <message>
        <source>nobody in particular</source>
        <translation>不指定</translation>
    </message>
    <message>
        <source>Not in the part that is previewed</source>
        <translation>不在预览区域内</translation>
    </message>
    <message>
        <source>Similarity of the face after to the face before</source>
        <translation>之后的人脸与之前的相似度</translation>
    </message>
    <message>
        <source>Similarity to the claimed person before and after</source>
        <translation>与所称人员的相似度（之前与之后）</translation>
    </message>
    <message>
        <source>Nobody else is enrolled</source>
        <translation>没有登记其他人</translation>
    </message>
    <message>
        <source>%1: similarity before and after</source>
        <translation>%1：之前与之后的相似度</translation>
    </message>
    <message>
        <source>Face %1 moves towards %2, who it need not be: do not trust its looks.</source>
        <translation>人脸 %1 变得更像 %2，但未必是此人：不要相信其外观。</translation>
    </message>
    <message>
        <source>Face %1 would no longer be recognised as itself.</source>
        <translation>人脸 %1 将不再被识别为其本人。</translation>
    </message>
    <message>
        <source>Said to be</source>
        <translation>据称是</translation>
    </message>
    <message>
        <source>The person whom the faces are said to show: similarities to them are told apart from those to others.</source>
        <translation>据称人脸所属的人员：与其相似度和与他人的相似度分开显示。</translation>
    </message>
    <message>
        <source>Itself</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>所称人员</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>他人</translation>
    </message>
    <message>
        <source>Similarity of each face before and after</source>
        <translation>每张人脸处理前后的相似度</translation>
    </message>
</context>
<context>
    <name>lineament::ui::StepWords</name>
    <message>
        <source>Denoise</source>
        <translation>降噪</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>锐化</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光照</translation>
    </message>
    <message>
        <source>Super-resolution</source>
        <translation>超分辨率</translation>
    </message>
    <message>
        <source>Restore faces</source>
        <translation>修复人脸</translation>
    </message>
    <message>
        <source>Non-local means; in recordings also an average over time where nothing moves.</source>
        <translation>非局部均值；在录像中还对静止处做时间平均。</translation>
    </message>
    <message>
        <source>Undoes a blur of known or estimated width (Richardson-Lucy or Wiener).</source>
        <translation>消除已知或估计宽度的模糊（Richardson-Lucy 或维纳滤波）。</translation>
    </message>
    <message>
        <source>Local contrast, gamma, shadows and white balance.</source>
        <translation>局部对比度、伽马、阴影与白平衡。</translation>
    </message>
    <message>
        <source>A network enlarges the picture; what it adds is plausible, not true.</source>
        <translation>由网络放大图片；所添加的内容看似合理，但并非真实。</translation>
    </message>
    <message>
        <source>A network trained for recognition restores every face that is found.</source>
        <translation>由为识别而训练的网络修复找到的每张人脸。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Share in colour</source>
        <translation>色彩占比</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>时间平均</translation>
    </message>
    <message>
        <source>Width of the blur</source>
        <translation>模糊宽度</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Damping</source>
        <translation>阻尼</translation>
    </message>
    <message>
        <source>Local contrast</source>
        <translation>局部对比度</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>Lift shadows</source>
        <translation>提亮阴影</translation>
    </message>
    <message>
        <source>White balance</source>
        <translation>白平衡</translation>
    </message>
    <message>
        <source>Enlarge by</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>保真度</translation>
    </message>
    <message>
        <source>as estimated</source>
        <translation>按估计值</translation>
    </message>
    <message>
        <source>Wiener filter</source>
        <translation>维纳滤波</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>as the faces need</source>
        <translation>按人脸需要</translation>
    </message>
    <message>
        <source>Deinterlace</source>
        <translation>去隔行</translation>
    </message>
    <message>
        <source>Stabilise</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>Average faces over time</source>
        <translation>随时间平均人脸</translation>
    </message>
    <message>
        <source>Turn faces to the front</source>
        <translation>将人脸转正</translation>
    </message>
    <message>
        <source>Draws the lines of one field anew where the two fields of a frame show motion.</source>
        <translation>在一帧的两场显示运动之处，重新绘制其中一场的行。</translation>
    </message>
    <message>
        <source>Takes the shaking of the camera out of recordings; slow pans stay.</source>
        <translation>消除录像中的摄像机抖动；缓慢的摇摄保留。</translation>
    </message>
    <message>
        <source>In recordings, lays the last looks at each face over each other: noise goes.</source>
        <translation>在录像中，将每张人脸最近的画面叠加：噪声消失。</translation>
    </message>
    <message>
        <source>Moves what is seen of a turned face to where it lies from the front; adds nothing.</source>
        <translation>将转动的人脸所见部分移到正面的位置；不添加任何内容。</translation>
    </message>
    <message>
        <source>Lines that stay</source>
        <translation>保留的行</translation>
    </message>
    <message>
        <source>Threshold of combing</source>
        <translation>梳状阈值</translation>
    </message>
    <message>
        <source>Smooth over</source>
        <translation>平滑范围</translation>
    </message>
    <message>
        <source>Farthest shift</source>
        <translation>最大移动</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Share of the way</source>
        <translation>转正比例</translation>
    </message>
    <message>
        <source>Turned at most</source>
        <translation>最大转角</translation>
    </message>
    <message>
        <source>large, slow</source>
        <translation>大型，较慢</translation>
    </message>
    <message>
        <source>medium, quick</source>
        <translation>中型，较快</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>下场</translation>
    </message>
    <message>
        <source>upper</source>
        <translation>上场</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不放大</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source> frames</source>
        <translation> 帧</translation>
    </message>
</context>
<context>
    <name>lineament::ui::FeatureList</name>
    <message>
        <source>Skin</source>
        <translation>皮肤</translation>
    </message>
    <message>
        <source>Face outline</source>
        <translation>面部轮廓</translation>
    </message>
    <message>
        <source>Face composition</source>
        <translation>面部构成</translation>
    </message>
    <message>
        <source>Hairline</source>
        <translation>发际线</translation>
    </message>
    <message>
        <source>Forehead</source>
        <translation>前额</translation>
    </message>
    <message>
        <source>Eyebrows</source>
        <translation>眉毛</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼睛</translation>
    </message>
    <message>
        <source>Cheeks</source>
        <translation>面颊</translation>
    </message>
    <message>
        <source>Nose</source>
        <translation>鼻子</translation>
    </message>
    <message>
        <source>Ears</source>
        <translation>耳朵</translation>
    </message>
    <message>
        <source>Mouth</source>
        <translation>嘴</translation>
    </message>
    <message>
        <source>Chin and jawline</source>
        <translation>下巴与下颌线</translation>
    </message>
    <message>
        <source>Neck</source>
        <translation>颈部</translation>
    </message>
    <message>
        <source>Facial hair</source>
        <translation>面部毛发</translation>
    </message>
    <message>
        <source>Facial lines</source>
        <translation>面部皱纹</translation>
    </message>
    <message>
        <source>Scars</source>
        <translation>疤痕</translation>
    </message>
    <message>
        <source>Facial marks</source>
        <translation>面部标记</translation>
    </message>
    <message>
        <source>Alterations</source>
        <translation>人为改变</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>not visible</source>
        <translation>不可见</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>未评估</translation>
    </message>
    <message>
        <source>%1 of %2 features assessed</source>
        <translation>已评估 %1 / %2 项特征</translation>
    </message>
    <message>
        <source>Blind examination</source>
        <translation>盲检</translation>
    </message>
    <message>
        <source>Scores are shown only after every feature was assessed</source>
        <translation>评估完所有特征后才显示分数</translation>
    </message>
    <message>
        <source>Facial features</source>
        <translation>面部特征</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ScorePanel</name>
    <message>
        <source>no support for either</source>
        <translation>两者均不支持</translation>
    </message>
    <message>
        <source>weak support for one person</source>
        <translation>微弱支持为同一人</translation>
    </message>
    <message>
        <source>weak support for two people</source>
        <translation>微弱支持为两人</translation>
    </message>
    <message>
        <source>moderate support for one person</source>
        <translation>中等支持为同一人</translation>
    </message>
    <message>
        <source>moderate support for two people</source>
        <translation>中等支持为两人</translation>
    </message>
    <message>
        <source>moderately strong support for one person</source>
        <translation>较强支持为同一人</translation>
    </message>
    <message>
        <source>moderately strong support for two people</source>
        <translation>较强支持为两人</translation>
    </message>
    <message>
        <source>strong support for one person</source>
        <translation>强烈支持为同一人</translation>
    </message>
    <message>
        <source>strong support for two people</source>
        <translation>强烈支持为两人</translation>
    </message>
    <message>
        <source>Similarity %1 against a threshold of %2 (false match rate %3)</source>
        <translation>相似度 %1，阈值 %2（误配率 %3）</translation>
    </message>
    <message>
        <source>Likelihood ratio %1 by %2: %3. Population: %4.</source>
        <translation>似然比 %1（%2）：%3。总体：%4。</translation>
    </message>
    <message>
        <source>No likelihood ratio: none of these recognisers was calibrated for one.</source>
        <translation>无似然比：这些识别器均未为此校准。</translation>
    </message>
    <message>
        <source>The recognisers disagree: %1 above their threshold, %2 below.</source>
        <translation>识别器意见不一：%1 个高于阈值，%2 个低于阈值。</translation>
    </message>
    <message>
        <source>log10 likelihood ratio at least</source>
        <translation>log10 似然比不低于</translation>
    </message>
    <message>
        <source>share of comparisons</source>
        <translation>比对占比</translation>
    </message>
    <message>
        <source>No population was measured for these recognisers.</source>
        <translation>尚未为这些识别器测量总体。</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>two people</source>
        <translation>两人</translation>
    </message>
    <message>
        <source>this pair</source>
        <translation>此对</translation>
    </message>
    <message>
        <source>Recogniser</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>FMR here</source>
        <translation>此处 FMR</translation>
    </message>
    <message>
        <source>log10 LR</source>
        <translation>log10 LR</translation>
    </message>
    <message>
        <source>Share of pairs of two people that come out at least as similar as this pair</source>
        <translation>不同人的图片对中，相似度不低于此对的占比</translation>
    </message>
    <message>
        <source>Recognisers</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>Tippett plot</source>
        <translation>Tippett 图</translation>
    </message>
    <message>
        <source>Similarity against the threshold</source>
        <translation>相似度与阈值</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ComparePanel</name>
    <message>
        <source>Compare</source>
        <translation>比对</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>撰写报告</translation>
    </message>
    <message>
        <source>First picture</source>
        <translation>第一张图片</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>第二张图片</translation>
    </message>
    <message>
        <source>Look at %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>Compare two faces</source>
        <translation>比对两张人脸</translation>
    </message>
    <message>
        <source>Scores appear here when two faces are open.</source>
        <translation>打开两张人脸后，此处显示分数。</translation>
    </message>
    <message>
        <source>Blind examination: the scores stay closed until every feature was assessed (%1 of %2).</source>
        <translation>盲检：评估完所有特征前不显示分数（%1 / %2）。</translation>
    </message>
    <message>
        <source>The recognisers are at work.</source>
        <translation>识别器正在计算。</translation>
    </message>
    <message>
        <source>There is no score of this pair.</source>
        <translation>此对没有分数。</translation>
    </message>
    <message>
        <source>Two faces are needed.</source>
        <translation>需要两张人脸。</translation>
    </message>
    <message>
        <source>Record the examination</source>
        <translation>记录检验</translation>
    </message>
    <message>
        <source>Examination %1 is recorded in the data store.</source>
        <translation>检验 %1 已记录到数据库。</translation>
    </message>
    <message>
        <source>Open the first picture</source>
        <translation>打开第一张图片</translation>
    </message>
    <message>
        <source>Open the second picture</source>
        <translation>打开第二张图片</translation>
    </message>
    <message>
        <source>Swap the pictures</source>
        <translation>交换图片</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>关键点</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Fit the pictures</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Next way of comparing</source>
        <translation>下一种比对方式</translation>
    </message>
    <message>
        <source>Light, of the display alone</source>
        <translation>亮度，仅影响显示</translation>
    </message>
    <message>
        <source>Contrast, of the display alone</source>
        <translation>对比度，仅影响显示</translation>
    </message>
    <message>
        <source>Two faces are compared here, side by side and by every recogniser.</source>
        <translation>在此比对两张人脸：并排查看，并由各识别器计算。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>M next way of comparing · P landmarks · G grid · S swap · 0 fit</source>
        <translation>M 下一种比对方式 · P 关键点 · G 网格 · S 交换 · 0 适应窗口</translation>
    </message>
    <message>
        <source>The first examination has no conclusion yet.</source>
        <translation>第一次检验尚无结论。</translation>
    </message>
    <message>
        <source>Enter the second examiner&apos;s name.</source>
        <translation>请输入第二检验人的姓名。</translation>
    </message>
    <message>
        <source>The second examiner must be somebody else than the first.</source>
        <translation>第二检验人不能是第一检验人本人。</translation>
    </message>
    <message>
        <source>Choose a conclusion first.</source>
        <translation>请先选择结论。</translation>
    </message>
    <message>
        <source>This is not what the first examiner concluded: enter your reasons, then record.</source>
        <translation>这与第一检验人的结论不同：请填写理由后再记录。</translation>
    </message>
    <message>
        <source>It confirms the first examiner&apos;s conclusion.</source>
        <translation>它确认了第一检验人的结论。</translation>
    </message>
    <message>
        <source>It does not agree with the first examiner&apos;s: %1.</source>
        <translation>它与第一检验人的结论不一致：%1。</translation>
    </message>
    <message>
        <source>The signed report is in %1.</source>
        <translation>已签名的报告在 %1。</translation>
    </message>
    <message>
        <source>Examination %1</source>
        <translation>检验 %1</translation>
    </message>
    <message>
        <source>These are not the very pixels that the first examiner saw: a file was changed since.</source>
        <translation>这些像素与第一检验人所见不同：文件此后被改动过。</translation>
    </message>
    <message>
        <source>Second examination of number %1: enter your name, assess every feature, conclude.</source>
        <translation>对编号 %1 的第二次检验：输入姓名，评估每项特征，给出结论。</translation>
    </message>
    <message>
        <source>Examination %1, as it was recorded.</source>
        <translation>检验 %1，与记录时一致。</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开录像</translation>
    </message>
    <message>
        <source>First: somebody enrolled…</source>
        <translation>第一方：已登记的人…</translation>
    </message>
    <message>
        <source>Second: somebody enrolled…</source>
        <translation>第二方：已登记的人…</translation>
    </message>
    <message>
        <source>First: a frame of a recording…</source>
        <translation>第一方：录像中的一帧…</translation>
    </message>
    <message>
        <source>Second: a frame of a recording…</source>
        <translation>第二方：录像中的一帧…</translation>
    </message>
    <message>
        <source>Examinations</source>
        <translation>检验记录</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一方</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二方</translation>
    </message>
    <message>
        <source>Or drop two photos, or recordings. People who are enrolled are under First and Second.</source>
        <translation>也可拖入两张照片或录像。已登记的人在“第一方”和“第二方”中选择。</translation>
    </message>
    <message>
        <source>Second examination of number %1 by %2: assess every feature, conclude.</source>
        <translation>第 %1 号的第二次检验，检验人 %2：评估所有特征后下结论。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::MoveBar</name>
    <message numerus="yes">
        <source>Move %n photos of %1 to</source>
        <translation>
            <numerusform>将 %1 的 %n 张照片移至</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split %n photos of %1 into a new person named</source>
        <translation>
            <numerusform>将 %1 的 %n 张照片拆分为新人员，姓名</numerusform>
        </translation>
    </message>
    <message>
        <source>Name or staff number</source>
        <translation>姓名或工号</translation>
    </message>
    <message>
        <source>Name of the new person</source>
        <translation>新人员的姓名</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ReceiptDialog</name>
    <message>
        <source>Receipt of the removal</source>
        <translation>删除回执</translation>
    </message>
    <message numerus="yes">
        <source>%n people were deleted with all that was stored of them. This receipt is shown once: the store keeps the number and the hash, not the name.</source>
        <translation>
            <numerusform>已删除 %n 人及其全部存储数据。此回执仅显示一次：数据库只保留编号和哈希值，不保留姓名。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>保存 …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Person %1: %2</source>
        <translation>人员 %1：%2</translation>
    </message>
    <message>
        <source>Deleted: %1 photo crops, %2 templates, %3 original files, %4 looks in recordings</source>
        <translation>已删除：%1 张人脸图、%2 个模板、%3 个原始文件、录像中 %4 次出现</translation>
    </message>
    <message>
        <source>At %1 (UTC), by %2</source>
        <translation>时间 %1（UTC），操作者 %2</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Hash in the audit trail: %1</source>
        <translation>审计记录中的哈希值：%1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
</context>
<context>
    <name>lineament::ui::RecordEditor</name>
    <message>
        <source>%1 is no day such as 2026-01-31.</source>
        <translation>%1 不是 2026-01-31 这样的日期。</translation>
    </message>
    <message>
        <source>The validity ends before it begins: change one of the two days.</source>
        <translation>有效期的结束早于开始：请修改其中一个日期。</translation>
    </message>
    <message>
        <source>Without consent this person is due: the next purge deletes them.</source>
        <translation>撤回同意后此人待删除：下次清除时将被删除。</translation>
    </message>
    <message>
        <source>Record of this person</source>
        <translation>此人的档案</translation>
    </message>
    <message>
        <source>Staff number or other id</source>
        <translation>工号或其他编号</translation>
    </message>
    <message>
        <source>Groups, with commas between them</source>
        <translation>分组，以逗号分隔</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid to, this day included</source>
        <translation>有效期至（含当日）</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Purpose the data are kept for</source>
        <translation>数据保存目的</translation>
    </message>
    <message>
        <source>Keep the person until</source>
        <translation>人员保留至</translation>
    </message>
    <message>
        <source>Keep original files until</source>
        <translation>原始文件保留至</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>given</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>no limit (YYYY-MM-DD)</source>
        <translation>无限制（YYYY-MM-DD）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Stored: %1 photo crops, %2 templates, %3 original files, %4 looks in recordings.</source>
        <translation>已存储：%1 张人脸图、%2 个模板、%3 个原始文件、录像中 %4 次出现。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EvaluatePanel</name>
    <message>
        <source>DET of comparisons</source>
        <translation>比对的 DET 曲线</translation>
    </message>
    <message>
        <source>DET of searches</source>
        <translation>检索的 DET 曲线</translation>
    </message>
    <message>
        <source>Ranks (CMC)</source>
        <translation>名次（CMC）</translation>
    </message>
    <message>
        <source>Error against discard</source>
        <translation>误差与剔除比例</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>Evaluation of recognisers</source>
        <translation>识别器评测</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>报告已写入 %1。</translation>
    </message>
    <message>
        <source>List of pairs</source>
        <translation>图片对列表</translation>
    </message>
    <message>
        <source>Evaluate %1</source>
        <translation>评测 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) show no face or cannot be read: %1 and others.</source>
        <translation>
            <numerusform>%n 张图片没有人脸或无法读取：%1 等。</numerusform>
        </translation>
    </message>
    <message>
        <source>Read the thresholds in force</source>
        <translation>读取生效的阈值</translation>
    </message>
    <message>
        <source>Apply the threshold</source>
        <translation>应用阈值</translation>
    </message>
    <message>
        <source>%1 matches at %2 in this data store from now on.</source>
        <translation>从现在起，%1 在此数据库中以 %2 为匹配阈值。</translation>
    </message>
    <message>
        <source>Withdraw the threshold</source>
        <translation>撤回阈值</translation>
    </message>
    <message>
        <source>The recogniser&apos;s calibration counts again.</source>
        <translation>重新采用识别器的标定。</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>写报告</translation>
    </message>
    <message>
        <source>Delete kept templates</source>
        <translation>删除保留的模板</translation>
    </message>
    <message>
        <source>Templates of evaluated pictures were deleted: %1.</source>
        <translation>已删除评测图片的模板：%1。</translation>
    </message>
    <message>
        <source>Open a list of pairs</source>
        <translation>打开图片对列表</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop the runs</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>写报告</translation>
    </message>
    <message>
        <source>Delete kept templates of evaluated pictures</source>
        <translation>删除保留的评测图片模板</translation>
    </message>
    <message>
        <source>How often recognisers err is measured here, and at which threshold: on pairs of pictures, on folders, or on your own gallery.</source>
        <translation>在此测量识别器在各个阈值下出错的频率：用图片对、文件夹或您自己的人员库。</translation>
    </message>
    <message>
        <source>Or choose another protocol at the left.</source>
        <translation>或在左侧选择其他方案。</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评测</translation>
    </message>
    <message>
        <source>Calibrate my gallery</source>
        <translation>校准我的人员库</translation>
    </message>
    <message>
        <source>Mark wrong labels</source>
        <translation>标记错误标签</translation>
    </message>
    <message>
        <source>Take marks of wrong labels back</source>
        <translation>取消错误标签的标记</translation>
    </message>
    <message>
        <source>Read the marks of wrong labels</source>
        <translation>读取错误标签的标记</translation>
    </message>
    <message>
        <source>The label is right after all</source>
        <translation>标签其实正确</translation>
    </message>
    <message>
        <source>The label is wrong</source>
        <translation>标签有误</translation>
    </message>
    <message>
        <source>Ctrl+Enter run · A apply the threshold · W wrong label · G my gallery · Ctrl+P report</source>
        <translation>Ctrl+Enter 运行 · A 应用阈值 · W 标签有误 · G 我的人员库 · Ctrl+P 报告</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EvaluationForm</name>
    <message>
        <source>My gallery</source>
        <translation>我的人员库</translation>
    </message>
    <message>
        <source>Choose a list of pairs.</source>
        <translation>请选择图片对列表。</translation>
    </message>
    <message>
        <source>Choose the folders of gallery and probes.</source>
        <translation>请选择人员库和待查文件夹。</translation>
    </message>
    <message>
        <source>Tick a recogniser.</source>
        <translation>请勾选一个识别器。</translation>
    </message>
    <message>
        <source>%1 (under way)</source>
        <translation>%1（进行中）</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较什么</translation>
    </message>
    <message>
        <source>With what</source>
        <translation>用什么比较</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Pairs of pictures (CSV)</source>
        <translation>图片对（CSV）</translation>
    </message>
    <message>
        <source>Gallery and probe folders</source>
        <translation>人员库和待查文件夹</translation>
    </message>
    <message>
        <source>My gallery, leaving one out</source>
        <translation>我的人员库（留一法）</translation>
    </message>
    <message>
        <source>List of pairs</source>
        <translation>图片对列表</translation>
    </message>
    <message>
        <source>CSV with the columns path_a, path_b, same and perhaps fold and group</source>
        <translation>CSV，含 path_a、path_b、same 列，可另有 fold 和 group</translation>
    </message>
    <message>
        <source>Root folder of its paths</source>
        <translation>路径的根文件夹</translation>
    </message>
    <message>
        <source>The list&apos;s own folder</source>
        <translation>列表所在文件夹</translation>
    </message>
    <message>
        <source>Gallery: one sub-folder a person</source>
        <translation>人员库：每人一个子文件夹</translation>
    </message>
    <message>
        <source>Probes: the same; others are strangers</source>
        <translation>待查：同上；其余视为陌生人</translation>
    </message>
    <message>
        <source>Every enrolled photo is searched for among all the others. No network is needed.</source>
        <translation>每张已登记照片都在其余照片中检索，不需要运行网络。</translation>
    </message>
    <message>
        <source>Recognisers</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>检测器</translation>
    </message>
    <message>
        <source>Degrade the second pictures</source>
        <translation>劣化第二张图片</translation>
    </message>
    <message>
        <source>Face width in pixels, blur, noise, JPEG quality; empty: as they are</source>
        <translation>人脸宽度（像素）、模糊、噪声、JPEG 质量；留空则不变</translation>
    </message>
    <message>
        <source>Then enhance them</source>
        <translation>然后增强</translation>
    </message>
    <message>
        <source>Steps of the Enhance desk in order: denoise, deblur, light, superres, restore</source>
        <translation>增强台的步骤，按顺序：denoise、deblur、light、superres、restore</translation>
    </message>
    <message>
        <source>Landmarks of the clean pictures</source>
        <translation>使用清晰图片的关键点</translation>
    </message>
    <message>
        <source>Tells what a chain does to the pixels from what poor pixels do to the alignment</source>
        <translation>区分处理链对像素的作用与劣质像素对对齐的影响</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Remove this run from the desk</source>
        <translation>从工作台移除此次运行</translation>
    </message>
    <message>
        <source>Corrected footage</source>
        <translation>已校正的录像</translation>
    </message>
    <message>
        <source>Every track that you confirmed is searched for among photos from elsewhere; tracks that you left unknown are strangers. No network is needed.</source>
        <translation>您确认的每条轨迹都在来自别处的照片中检索；您留作未知的轨迹视为陌生人。不需要网络。</translation>
    </message>
    <message>
        <source>Footage with corrected tracks</source>
        <translation>已校正轨迹的录像</translation>
    </message>
    <message>
        <source>Without labels marked as wrong</source>
        <translation>不含标记为有误的标签</translation>
    </message>
    <message>
        <source>Pairs are marked on the tab of pairs; the data store keeps them for this very list</source>
        <translation>在“图片对”标签页上标记；数据库为这份列表保存标记</translation>
    </message>
</context>
<context>
    <name>lineament::ui::OperatingPanel</name>
    <message>
        <source>There are no such figures in this protocol.</source>
        <translation>此方案没有这类数值。</translation>
    </message>
    <message>
        <source>Figures appear with the first scores.</source>
        <translation>有了第一批分数后显示数值。</translation>
    </message>
    <message>
        <source>So far: %1 missed (%2)</source>
        <translation>目前：漏识 %1（%2）</translation>
    </message>
    <message>
        <source>%1 of %2 searches missed their person; %3 of %4 found somebody else</source>
        <translation>%2 次检索中有 %1 次漏掉本人；%4 次中有 %3 次认成他人</translation>
    </message>
    <message>
        <source>%1 of %2 mated pairs are missed; %3 of %4 non-mated pairs match</source>
        <translation>%2 个同人对中漏识 %1 个；%4 个异人对中误配 %3 个</translation>
    </message>
    <message>
        <source>Threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>FNIR</source>
        <translation>FNIR</translation>
    </message>
    <message>
        <source>FNMR</source>
        <translation>FNMR</translation>
    </message>
    <message>
        <source>Not enough pairs for this rate: %1 non-mated ones tell rates down to %2.</source>
        <translation>图片对不足以估计此比率：%1 个异人对只能估计到 %2。</translation>
    </message>
    <message>
        <source>Few errors stand behind this rate: take the band seriously.</source>
        <translation>支撑此比率的错误很少：请重视误差带。</translation>
    </message>
    <message>
        <source>not enough pairs</source>
        <translation>图片对不足</translation>
    </message>
    <message>
        <source>%1 comparisons, %2 pictures</source>
        <translation>%1 次比对，%2 张图片</translation>
    </message>
    <message>
        <source>Accuracy %1 ± %2 (95 %: %3 to %4)</source>
        <translation>准确率 %1 ± %2（95 %：%3 至 %4）</translation>
    </message>
    <message>
        <source>Area under the curve %1 · equal error rate %2</source>
        <translation>曲线下面积 %1 · 等错误率 %2</translation>
    </message>
    <message>
        <source>%1 people in the gallery, %2 searches, %3 by strangers</source>
        <translation>人员库 %1 人，检索 %2 次，其中陌生人 %3 次</translation>
    </message>
    <message>
        <source>First rank %1</source>
        <translation>首位命中 %1</translation>
    </message>
    <message>
        <source>%1 of the pictures show no face or cannot be read</source>
        <translation>%1 的图片没有人脸或无法读取</translation>
    </message>
    <message>
        <source>%1 s by %2</source>
        <translation>%1 秒，%2</translation>
    </message>
    <message>
        <source>In force for searches: threshold %1 (FPIR %2, measured on %3).</source>
        <translation>检索生效中：阈值 %1（FPIR %2，测于 %3）。</translation>
    </message>
    <message>
        <source>In force: threshold %1 (FMR %2, measured on %3).</source>
        <translation>生效中：阈值 %1（FMR %2，测于 %3）。</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>工作点</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>FPIR</source>
        <translation>FPIR</translation>
    </message>
    <message>
        <source>FMR</source>
        <translation>FMR</translation>
    </message>
    <message>
        <source>A rate as 0.001, 1e-3, 0.1 % or 1/1000; or drag the line in the chart</source>
        <translation>比率可写作 0.001、1e-3、0.1 % 或 1/1000；也可拖动图中的线</translation>
    </message>
    <message>
        <source>Apply to the gallery</source>
        <translation>应用于人员库</translation>
    </message>
    <message>
        <source>Apply to the recogniser</source>
        <translation>应用于识别器</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The recogniser&apos;s calibration counts again; audited</source>
        <translation>重新采用识别器的标定；记入审计</translation>
    </message>
    <message>
        <source>Misses at usual rates of false alarms</source>
        <translation>常用误报率下的漏识</translation>
    </message>
    <message>
        <source>Misses at usual false match rates</source>
        <translation>常用误配率下的漏识</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>So far too few pairs for this rate.</source>
        <translation>目前图片对太少，不足以估计此比率。</translation>
    </message>
    <message>
        <source>not enough searches</source>
        <translation>检索次数不足</translation>
    </message>
    <message>
        <source>Not enough searches for this rate: %1 tell rates down to %2.</source>
        <translation>检索次数不足以估计此比率：%1 次只能估计到 %2。</translation>
    </message>
    <message>
        <source>Searches of this data store match at this threshold from now on; audited, Ctrl+Z takes it back</source>
        <translation>从现在起，本数据库的检索以此阈值判定匹配；记入审计，Ctrl+Z 可撤回</translation>
    </message>
    <message>
        <source>Comparisons in this data store match at this threshold from now on; audited, Ctrl+Z takes it back</source>
        <translation>从现在起，本数据库的比对以此阈值判定匹配；记入审计，Ctrl+Z 可撤回</translation>
    </message>
    <message>
        <source>Why (goes into the audit trail)</source>
        <translation>原因（记入审计）</translation>
    </message>
    <message>
        <source>Why the threshold is applied or withdrawn</source>
        <translation>应用或撤回阈值的原因</translation>
    </message>
    <message>
        <source>Measured on the people of another data store: run it here to apply a threshold.</source>
        <translation>此结果是在另一个数据库的人员上测得的：请在此处重新运行后再应用阈值。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PairPictures</name>
    <message>
        <source>%1 against %2</source>
        <translation>%1 对 %2</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>two people</source>
        <translation>两个人</translation>
    </message>
    <message>
        <source>Pictures are shown for lists of pairs.</source>
        <translation>仅图片对列表可显示图片。</translation>
    </message>
    <message>
        <source>Run the same list with another setting first.</source>
        <translation>请先用另一种设置运行同一列表。</translation>
    </message>
    <message>
        <source>The worst %1 of %2</source>
        <translation>%2 个中最差的 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏识</translation>
    </message>
    <message>
        <source>Falsely matched</source>
        <translation>误配</translation>
    </message>
    <message>
        <source>Disagreement with</source>
        <translation>与之不一致</translation>
    </message>
    <message>
        <source>Which pairs</source>
        <translation>哪些图片对</translation>
    </message>
    <message>
        <source>The other run</source>
        <translation>另一次运行</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>图片对</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>无人脸</translation>
    </message>
    <message>
        <source>Line %1 of the list</source>
        <translation>列表第 %1 行</translation>
    </message>
    <message>
        <source>wrong label</source>
        <translation>标签有误</translation>
    </message>
</context>
<context>
    <name>lineament::ui::RateCharts</name>
    <message>
        <source>FMR</source>
        <translation>FMR</translation>
    </message>
    <message>
        <source>FPIR</source>
        <translation>FPIR</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Not enough pairs of this group for this FMR</source>
        <translation>该组图片对不足以估计此 FMR</translation>
    </message>
    <message>
        <source>DET</source>
        <translation>DET</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>剔除</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>图片对</translation>
    </message>
    <message>
        <source>Misses against false matches, both logarithmic, with 95 % bands</source>
        <translation>漏识与误配，均为对数轴，带 95 % 误差带</translation>
    </message>
    <message>
        <source>Found against false matches</source>
        <translation>命中与误配</translation>
    </message>
    <message>
        <source>Searches of a gallery: FNIR against FPIR</source>
        <translation>人员库检索：FNIR 与 FPIR</translation>
    </message>
    <message>
        <source>Share of searches whose person is among the first ranks (CMC)</source>
        <translation>本人位于前几名的检索比例（CMC）</translation>
    </message>
    <message>
        <source>What is missed when the poorest pictures are set aside</source>
        <translation>剔除质量最差的图片后的漏识</translation>
    </message>
    <message>
        <source>Rates of each group of the list</source>
        <translation>列表中各组的比率</translation>
    </message>
    <message>
        <source>Errors, and pairs in which two runs disagree, as pictures</source>
        <translation>以图片显示错误和两次运行不一致的图片对</translation>
    </message>
    <message>
        <source>Curves appear here while a run goes on.</source>
        <translation>运行期间曲线显示在此。</translation>
    </message>
    <message>
        <source>Searches are made with gallery and probe folders, or with your own gallery.</source>
        <translation>检索用人员库和待查文件夹或您自己的人员库进行。</translation>
    </message>
    <message>
        <source>Appears when a run over pairs or folders is done.</source>
        <translation>图片对或文件夹运行完成后显示。</translation>
    </message>
    <message>
        <source>False match rate (FMR)</source>
        <translation>误配率（FMR）</translation>
    </message>
    <message>
        <source>False non-match rate (FNMR)</source>
        <translation>漏识率（FNMR）</translation>
    </message>
    <message>
        <source>True matches found (1 - FNMR)</source>
        <translation>命中率（1 - FNMR）</translation>
    </message>
    <message>
        <source>False positive identification rate (FPIR)</source>
        <translation>误报识别率（FPIR）</translation>
    </message>
    <message>
        <source>False negative identification rate (FNIR)</source>
        <translation>漏报识别率（FNIR）</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Share found (CMC)</source>
        <translation>命中比例（CMC）</translation>
    </message>
    <message>
        <source>Share of pairs set aside, poorest quality first</source>
        <translation>剔除的图片对比例（质量最差者先）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Mated pairs</source>
        <translation>同人对</translation>
    </message>
    <message>
        <source>FNMR</source>
        <translation>FNMR</translation>
    </message>
    <message>
        <source>Non-mated pairs</source>
        <translation>异人对</translation>
    </message>
    <message>
        <source>My gallery</source>
        <translation>我的人员库</translation>
    </message>
    <message>
        <source>Which thresholds your own gallery bears, and how sure that is</source>
        <translation>您自己的人员库适用哪些阈值，以及有多大把握</translation>
    </message>
    <message>
        <source>The rates of each group appear here when a run is done over a list of pairs that has a column “group”.</source>
        <translation>对带有“group”列的图片对列表运行完成后，此处显示各组的比率。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::EvaluateReport</name>
    <message>
        <source>not enough pairs</source>
        <translation>图片对不足</translation>
    </message>
    <message>
        <source>95 % band</source>
        <translation>95 % 误差带</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Errors behind it (missed, false)</source>
        <translation>背后的错误数（漏识、误配）</translation>
    </message>
    <message>
        <source>By group, at the operating point</source>
        <translation>按组，在工作点处</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Mated pairs</source>
        <translation>同人对</translation>
    </message>
    <message>
        <source>Non-mated pairs</source>
        <translation>异人对</translation>
    </message>
    <message>
        <source>What was compared</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Recogniser</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>检测器</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>比对次数</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片数</translation>
    </message>
    <message>
        <source>Failed to acquire</source>
        <translation>采集失败</translation>
    </message>
    <message>
        <source>Accuracy over folds</source>
        <translation>各折准确率</translation>
    </message>
    <message>
        <source>95 % interval over people</source>
        <translation>按人的 95 % 区间</translation>
    </message>
    <message>
        <source>Area under the curve</source>
        <translation>曲线下面积</translation>
    </message>
    <message>
        <source>Equal error rate</source>
        <translation>等错误率</translation>
    </message>
    <message>
        <source>People in the gallery</source>
        <translation>人员库人数</translation>
    </message>
    <message>
        <source>Searches, of them by strangers</source>
        <translation>检索次数，其中陌生人</translation>
    </message>
    <message>
        <source>Found at rank 1</source>
        <translation>首位命中</translation>
    </message>
    <message>
        <source>Comparisons: operating point and usual rates</source>
        <translation>比对：工作点与常用比率</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Pictures without a usable face</source>
        <translation>没有可用人脸的图片</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Evaluation of recognisers</source>
        <translation>识别器评测</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写于</translation>
    </message>
    <message>
        <source>These figures hold for the pictures and people that were measured. Bands are 95 % by a bootstrap over people; a rate that fewer than three expected errors stand behind is not given.</source>
        <translation>这些数值只对所测图片和人群成立。误差带为按人自助抽样的 95 % 区间；预期错误少于三个的比率不予给出。</translation>
    </message>
    <message>
        <source>Labels marked as wrong</source>
        <translation>标记为有误的标签</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>two people</source>
        <translation>两个人</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>First picture</source>
        <translation>第一张图片</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>第二张图片</translation>
    </message>
    <message>
        <source>Its label</source>
        <translation>其标签</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Who, when, why</source>
        <translation>何人、何时、为何</translation>
    </message>
    <message>
        <source>Runs count these pairs unless they say that they leave them out. Leaving out only what a recogniser gets wrong makes it look better than it is.</source>
        <translation>除非运行注明不含这些图片对，否则都会计入。只去掉识别器判错的，会使它显得比实际更好。</translation>
    </message>
    <message>
        <source>Left out, label marked as wrong</source>
        <translation>已去掉，标签标记为有误</translation>
    </message>
    <message>
        <source>Strangers who are enrolled from the same recording alone</source>
        <translation>仅从同一录像登记的陌生人</translation>
    </message>
</context>
<context>
    <name>lineament::ui::DuplicateQuestion</name>
    <message>
        <source>%1 of %2: is %3 enrolled already?</source>
        <translation>第 %1 个，共 %2 个：%3 是否已登记？</translation>
    </message>
    <message>
        <source>Is %1 enrolled already?</source>
        <translation>%1 是否已登记？</translation>
    </message>
    <message numerus="yes">
        <source>New: %1, %n photos</source>
        <translation>
            <numerusform>新：%1，%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrolled: %1</source>
        <translation>已登记：%1</translation>
    </message>
    <message>
        <source>Similarity %1, people count as alike from %2 (FMR %3 of one comparison).</source>
        <translation>相似度 %1；达到 %2 即视为相像（单次比对 FMR %3）。</translation>
    </message>
    <message>
        <source>The answer is recorded with these numbers. Of another person the two are kept apart and not asked about again.</source>
        <translation>答案将连同这些数值一并记录。若为另一人，两人将分开保留，不再询问。</translation>
    </message>
    <message>
        <source>Same person: add the photos</source>
        <translation>同一人：加入照片</translation>
    </message>
    <message>
        <source>Adds the photos to %1</source>
        <translation>将照片加入 %1</translation>
    </message>
    <message>
        <source>Another person</source>
        <translation>另一人</translation>
    </message>
    <message>
        <source>Enrols %1 and keeps the two apart</source>
        <translation>登记 %1，并将两人分开保留</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Enrols nobody</source>
        <translation>不登记任何人</translation>
    </message>
</context>
<context>
    <name>lineament::ui::HealthPage</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation>仅显示前 %1 项</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Enrolled twice?</source>
        <translation>重复登记？</translation>
    </message>
    <message>
        <source>Two people whose photos are as similar as those of one.</source>
        <translation>两个人的照片相似得如同一人。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 ≥ %2</source>
        <translation>%1 ≥ %2</translation>
    </message>
    <message>
        <source>Keep apart</source>
        <translation>分开保留</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Photos that look like somebody else</source>
        <translation>像另一人的照片</translation>
    </message>
    <message>
        <source>A photo that is more similar to another person than to the rest of its own.</source>
        <translation>照片与另一人的相似度高于与本人其他照片的相似度。</translation>
    </message>
    <message>
        <source>A photo of %1 looks like %2</source>
        <translation>%1 的一张照片像 %2</translation>
    </message>
    <message>
        <source>%1 against %2 to its own</source>
        <translation>%1，与本人为 %2</translation>
    </message>
    <message>
        <source>Move there</source>
        <translation>移过去</translation>
    </message>
    <message>
        <source>Few or poor photos</source>
        <translation>照片少或质量差</translation>
    </message>
    <message>
        <source>Fewer than %1 photos, or none of a quality of %2: hard to find.</source>
        <translation>照片少于 %1 张，或没有质量达到 %2 的：难以找到。</translation>
    </message>
    <message>
        <source>Add photos …</source>
        <translation>添加照片 …</translation>
    </message>
    <message>
        <source>Templates of recognisers</source>
        <translation>识别器模板</translation>
    </message>
    <message>
        <source>Only people with a template of the recogniser in use are found. Those of another stay until you delete them: whoever works with it goes on finding people.</source>
        <translation>只有具有当前识别器模板的人才能被找到。其他识别器的模板会保留到您删除为止：使用它的人仍能找到人员。</translation>
    </message>
    <message numerus="yes">
        <source>%n photos have no template of %1, which is in use</source>
        <translation>
            <numerusform>%n 张照片没有当前识别器 %1 的模板</numerusform>
        </translation>
    </message>
    <message>
        <source>Compute them</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>%n templates of %1</source>
        <translation>
            <numerusform>%1 的 %n 个模板</numerusform>
        </translation>
    </message>
    <message>
        <source>needed until the others are computed</source>
        <translation>在其他模板计算完成前仍需要</translation>
    </message>
    <message>
        <source>Due to be deleted</source>
        <translation>待删除</translation>
    </message>
    <message>
        <source>The time they may be kept has ended, or their consent was withdrawn.</source>
        <translation>保留期已结束，或已撤回同意。</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete them …</source>
        <translation>删除 …</translation>
    </message>
    <message>
        <source>Health of the gallery</source>
        <translation>人员库健康</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Back to the people</source>
        <translation>返回人员</translation>
    </message>
    <message>
        <source>The gallery is being checked …</source>
        <translation>正在检查人员库 …</translation>
    </message>
    <message>
        <source>The gallery has changed since this check.</source>
        <translation>此次检查后人员库已更改。</translation>
    </message>
    <message>
        <source>Nothing is amiss: nobody is enrolled twice, everybody has enough good photos.</source>
        <translation>一切正常：无人重复登记，每人都有足够的好照片。</translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%n 项发现</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete expired people</source>
        <translation>删除到期人员</translation>
    </message>
    <message>
        <source>When their time is over or their consent withdrawn, while a window is open</source>
        <translation>保留期结束或同意被撤回时，在窗口打开期间进行</translation>
    </message>
    <message>
        <source>when I ask</source>
        <translation>仅按要求</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message numerus="yes">
        <source>every %n days</source>
        <translation>
            <numerusform>每 %n 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>当前页面</translation>
    </message>
    <message>
        <source>No page has all these words.</source>
        <translation>没有页面包含所有这些词。</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Amber</source>
        <translation>琥珀色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>进入</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Seen, neither entry nor exit</source>
        <translation>出现，不算进出</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>待到</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>出勤</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>早退</translation>
    </message>
    <message>
        <source>Late, left early</source>
        <translation>迟到且早退</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>Day off</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>%1 ≥ %2 (FMR %3)</source>
        <translation>%1 ≥ %2（FMR %3）</translation>
    </message>
    <message>
        <source>%1, there outside the shift</source>
        <translation>%1，班次时间外在场</translation>
    </message>
    <message>
        <source>%1, corrected</source>
        <translation>%1，已更正</translation>
    </message>
    <message>
        <source>the address is none</source>
        <translation>该地址无效</translation>
    </message>
    <message>
        <source>there is no connection to it</source>
        <translation>无法与其建立连接</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>对方未及时应答</translation>
    </message>
    <message>
        <source>it did not take the request in time</source>
        <translation>对方未及时接收请求</translation>
    </message>
    <message>
        <source>no encrypted connection could be made</source>
        <translation>无法建立加密连接</translation>
    </message>
    <message>
        <source>its certificate is not to be trusted</source>
        <translation>其证书不可信</translation>
    </message>
    <message>
        <source>its answer was too long or too slow</source>
        <translation>其应答过长或过慢</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AlertCard</name>
    <message>
        <source>⚠ Overdue, waits for %1 min</source>
        <translation>⚠ 超时，已等待 %1 分钟</translation>
    </message>
    <message>
        <source>⚠ Overdue</source>
        <translation>⚠ 超时</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Similarity %1 · quality %2</source>
        <translation>相似度 %1 · 质量 %2</translation>
    </message>
    <message>
        <source>%1 by %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像机</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考照片</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>排除…</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Look at the recording</source>
        <translation>查看录像</translation>
    </message>
    <message>
        <source>Why, for example: a twin, or a poster</source>
        <translation>原因，例如：双胞胎，或海报</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AlertsPage</name>
    <message>
        <source>Read the alerts</source>
        <translation>读取警报</translation>
    </message>
    <message>
        <source>Acknowledge an alert</source>
        <translation>确认警报</translation>
    </message>
    <message>
        <source>Dismiss an alert</source>
        <translation>排除警报</translation>
    </message>
    <message>
        <source>Open an alert again</source>
        <translation>重新打开警报</translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n 条新警报</numerusform>
        </translation>
    </message>
    <message>
        <source>No alert waits for you.</source>
        <translation>没有等待处理的警报。</translation>
    </message>
    <message>
        <source>Watchlists…</source>
        <translation>监视名单…</translation>
    </message>
    <message>
        <source>One is raised when a running camera sees somebody of a watchlist.</source>
        <translation>运行中的摄像机看到监视名单上的人时，会发出警报。</translation>
    </message>
    <message>
        <source>There are no such alerts.</source>
        <translation>没有这样的警报。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Which alerts are shown</source>
        <translation>显示哪些警报</translation>
    </message>
    <message>
        <source>Reading the alerts of this store …</source>
        <translation>正在读取此数据库的警报…</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AttendancePage</name>
    <message>
        <source>Work out attendance</source>
        <translation>计算考勤</translation>
    </message>
    <message>
        <source>Export the month</source>
        <translation>导出当月</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Export attendance</source>
        <translation>导出考勤</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Import a roster</source>
        <translation>导入排班表</translation>
    </message>
    <message>
        <source>Rosters (*.json)</source>
        <translation>排班表 (*.json)</translation>
    </message>
    <message>
        <source>The roster was taken over: shifts %1, assignments %2, days off %3.</source>
        <translation>排班表已导入：班次 %1，排班 %2，休息日 %3。</translation>
    </message>
    <message>
        <source>present %1 · late %2 · absent %3 · expected %4 · incomplete %5</source>
        <translation>出勤 %1 · 迟到 %2 · 缺勤 %3 · 待到 %4 · 不完整 %5</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Import a roster…</source>
        <translation>导入排班表…</translation>
    </message>
    <message>
        <source>Export the month…</source>
        <translation>导出当月…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Nobody works or was seen on this day.</source>
        <translation>这一天无人排班，也无人出现。</translation>
    </message>
    <message>
        <source>A roster says who works when; cameras say who was there.</source>
        <translation>排班表说明谁何时上班；摄像机说明谁来过。</translation>
    </message>
    <message>
        <source>Working out the day …</source>
        <translation>正在计算当天考勤…</translation>
    </message>
    <message>
        <source>Correct attendance</source>
        <translation>更正考勤</translation>
    </message>
    <message>
        <source>The correction counts; Ctrl+Z takes it back.</source>
        <translation>更正已生效；按 Ctrl+Z 撤回。</translation>
    </message>
    <message>
        <source>Take a correction back</source>
        <translation>撤回更正</translation>
    </message>
    <message>
        <source>Document to print (*.pdf)</source>
        <translation>可打印文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Attendance, %1</source>
        <translation>考勤，%1</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Enter or a double click opens the sheet of the person</source>
        <translation>按回车或双击打开该人员的考勤单</translation>
    </message>
    <message>
        <source>Nobody works or was seen in this month.</source>
        <translation>本月没有人上班，也没有人被看到。</translation>
    </message>
    <message>
        <source>Working out the month …</source>
        <translation>正在计算本月考勤…</translation>
    </message>
    <message>
        <source>%1  ·  a corner: corrected by hand</source>
        <translation>%1  ·  带角标：人工更正</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CameraForm</name>
    <message>
        <source>Choose a recording that plays as a camera</source>
        <translation>选择一段作为摄像机播放的录像</translation>
    </message>
    <message>
        <source>Change a camera</source>
        <translation>更改摄像机</translation>
    </message>
    <message>
        <source>Add a camera</source>
        <translation>添加摄像机</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Being seen means</source>
        <translation>出现意味着</translation>
    </message>
    <message>
        <source>camera:0, rtsp://…, or a recording that plays as a camera</source>
        <translation>camera:0、rtsp://… 或作为摄像机播放的录像</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>录像…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Faces are found by</source>
        <translation>人脸由谁检测</translation>
    </message>
    <message>
        <source>Smallest face</source>
        <translation>最小人脸</translation>
    </message>
    <message>
        <source>False match rate</source>
        <translation>误配率</translation>
    </message>
    <message>
        <source>Where people count</source>
        <translation>计入的区域</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>As everywhere</source>
        <translation>与全局相同</translation>
    </message>
    <message>
        <source>As in searches</source>
        <translation>与搜索相同</translation>
    </message>
    <message>
        <source>Narrower faces are passed over: people far away, or on a poster behind</source>
        <translation>更窄的人脸不予理会：远处的人，或背后海报上的人</translation>
    </message>
    <message>
        <source>How often one comparison of two different people would reach the threshold</source>
        <translation>两个不同的人相比达到阈值的频率</translation>
    </message>
    <message>
        <source>Another network may find faces of this camera better or faster</source>
        <translation>另一个网络可能更好或更快地检测这台摄像机中的人脸</translation>
    </message>
    <message>
        <source>Page Up and Page Down choose a corner, the arrows move it, Insert adds one, Delete takes it away</source>
        <translation>Page Up 和 Page Down 选择角点，方向键移动，Insert 添加，Delete 去掉</translation>
    </message>
    <message>
        <source>New still</source>
        <translation>重取画面</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整个画面</translation>
    </message>
    <message>
        <source>This area is too small for a face to be in it.</source>
        <translation>这个区域太小，容不下一张人脸。</translation>
    </message>
    <message>
        <source>All of the picture counts. Drag a rectangle over the part that is to count.</source>
        <translation>整个画面都计入。在要计入的部分拖出一个矩形。</translation>
    </message>
    <message>
        <source>Drag the corners; a double click on an edge adds one, Delete takes one away.</source>
        <translation>拖动各角；在边上双击可添加一角，Delete 去掉一角。</translation>
    </message>
    <message>
        <source>Here what the camera sees is drawn on.</source>
        <translation>在摄像机看到的画面上绘制。</translation>
    </message>
    <message>
        <source>Looking through the camera …</source>
        <translation>正在查看摄像机画面 …</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CameraTile</name>
    <message>
        <source>Stop this camera</source>
        <translation>停止此摄像机</translation>
    </message>
    <message>
        <source>Start this camera</source>
        <translation>启动此摄像机</translation>
    </message>
    <message>
        <source>The recording is over.</source>
        <translation>录像已播放完毕。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 It is tried again.</source>
        <translation>%1正在重试。</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Live · %1 frames/s · latency %2 ms · %3 dropped of %4</source>
        <translation>实时 · %1 帧/秒 · 延迟 %2 毫秒 · 丢弃 %3 / %4</translation>
    </message>
    <message>
        <source>Change this camera</source>
        <translation>更改此摄像机</translation>
    </message>
    <message>
        <source>Remove this camera; what it saw stays</source>
        <translation>移除此摄像机；它看到的内容会保留</translation>
    </message>
</context>
<context>
    <name>lineament::ui::DayBoard</name>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Hours of the day, a line every six</source>
        <translation>一天的小时，每六小时一线</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>到达</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>工时</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Overtime</source>
        <translation>加班</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>早退</translation>
    </message>
</context>
<context>
    <name>lineament::ui::LivePage</name>
    <message>
        <source>Keep a camera</source>
        <translation>保存摄像机</translation>
    </message>
    <message>
        <source>Remove a camera</source>
        <translation>移除摄像机</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cameras run</source>
        <translation>
            <numerusform>%n 台摄像机中有 %1 台在运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>Add a camera…</source>
        <translation>添加摄像机…</translation>
    </message>
    <message>
        <source>Add the cameras and streams that are to be watched for people.</source>
        <translation>添加要监看人员的摄像机和视频流。</translation>
    </message>
    <message>
        <source>A recording may play as a camera too.</source>
        <translation>录像也可以作为摄像机播放。</translation>
    </message>
    <message>
        <source>Reading the cameras of this store …</source>
        <translation>正在读取此数据库的摄像机…</translation>
    </message>
    <message>
        <source>Look through a camera</source>
        <translation>查看摄像机画面</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PresencePanel</name>
    <message>
        <source>Read the cameras</source>
        <translation>读取摄像机</translation>
    </message>
    <message>
        <source>%1 (%2) was seen by %3.</source>
        <translation>%3 看到了 %1（%2）。</translation>
    </message>
    <message>
        <source>Show the alerts</source>
        <translation>显示警报</translation>
    </message>
    <message>
        <source>Nobody has seen to the alert about %1 (%2).</source>
        <translation>尚无人处理关于 %1（%2）的警报。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cameras run</source>
        <translation>
            <numerusform>%n 台摄像机中有 %1 台在运行</numerusform>
        </translation>
    </message>
    <message>
        <source>A acknowledge · D dismiss · J next · K previous</source>
        <translation>A 确认 · D 排除 · J 下一条 · K 上一条</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Alerts (%1)</source>
        <translation>警报（%1）</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Watchlists</source>
        <translation>监视名单</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>网络钩子</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>考勤</translation>
    </message>
    <message>
        <source>Add a camera…</source>
        <translation>添加摄像机…</translation>
    </message>
    <message>
        <source>Start or stop all cameras</source>
        <translation>启动或停止所有摄像机</translation>
    </message>
    <message>
        <source>New watchlist</source>
        <translation>新建监视名单</translation>
    </message>
    <message>
        <source>Acknowledge the alert</source>
        <translation>确认警报</translation>
    </message>
    <message>
        <source>Dismiss the alert…</source>
        <translation>排除警报…</translation>
    </message>
    <message>
        <source>Next alert</source>
        <translation>下一条警报</translation>
    </message>
    <message>
        <source>Previous alert</source>
        <translation>上一条警报</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>在场</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>门禁</translation>
    </message>
    <message>
        <source>Start or stop the door</source>
        <translation>开始或停止值守门</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Overdue alert</source>
        <translation>逾期的警报</translation>
    </message>
    <message>
        <source>A camera has seen somebody of a watchlist.</source>
        <translation>摄像机看到了监视名单上的人。</translation>
    </message>
    <message>
        <source>Nobody has seen to an alert.</source>
        <translation>有一条警报无人处理。</translation>
    </message>
    <message>
        <source>No data store is open: its cameras, alerts and doors are shown once one is.</source>
        <translation>没有打开的数据库：打开后这里显示其摄像机、警报和门。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::WatchlistsPage</name>
    <message>
        <source>Remove a watchlist</source>
        <translation>移除监视名单</translation>
    </message>
    <message>
        <source>Read the watchlists</source>
        <translation>读取监视名单</translation>
    </message>
    <message>
        <source>A look needs a similarity of %1.</source>
        <translation>一次比对需要达到相似度 %1。</translation>
    </message>
    <message>
        <source>Keep a watchlist</source>
        <translation>保存监视名单</translation>
    </message>
    <message>
        <source>Watchlist %1</source>
        <translation>监视名单 %1</translation>
    </message>
    <message>
        <source>“%1” is removed, and nobody is looked out for by it any more. Its alerts stay.</source>
        <translation>将移除“%1”，不再监视其中的人。已有的警报会保留。</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet: enrol people on the People desk first.</source>
        <translation>尚未登记任何人：请先在“人员”工作台登记。</translation>
    </message>
    <message>
        <source>Nobody is on this list yet: choose a person above.</source>
        <translation>名单中还没有人：请在上方选择人员。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>False match rate</source>
        <translation>误配率</translation>
    </message>
    <message>
        <source>Looks that agree</source>
        <translation>一致的比对次数</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>时间窗</translation>
    </message>
    <message>
        <source>Then silent for</source>
        <translation>之后静默</translation>
    </message>
    <message>
        <source>Overdue after</source>
        <translation>超时期限</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>有提示音</translation>
    </message>
    <message>
        <source>When it tells</source>
        <translation>何时提醒</translation>
    </message>
    <message>
        <source>People on this list</source>
        <translation>名单中的人员</translation>
    </message>
    <message>
        <source>Name of a person</source>
        <translation>人员姓名</translation>
    </message>
    <message>
        <source>How often one comparison of two different people would reach the threshold</source>
        <translation>两个不同的人比对一次会达到阈值的概率</translation>
    </message>
    <message>
        <source>New watchlist</source>
        <translation>新建监视名单</translation>
    </message>
    <message>
        <source>Remove this watchlist</source>
        <translation>移除此监视名单</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>移出名单</translation>
    </message>
    <message>
        <source>A watchlist names the people you want to be told of when a camera sees them.</source>
        <translation>监视名单列出摄像机看到时要提醒您的人。</translation>
    </message>
    <message>
        <source>Its alerts wait on the Alerts page until somebody has seen to them.</source>
        <translation>其警报会留在“警报”页，直到有人处理。</translation>
    </message>
    <message>
        <source>Reading the watchlists of this store …</source>
        <translation>正在读取此数据库的监视名单…</translation>
    </message>
</context>
<context>
    <name>lineament::ui::WebhooksPage</name>
    <message>
        <source>Read the webhooks</source>
        <translation>读取网络钩子</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Add a webhook</source>
        <translation>添加网络钩子</translation>
    </message>
    <message>
        <source>Change a webhook</source>
        <translation>更改网络钩子</translation>
    </message>
    <message>
        <source>Remove a webhook</source>
        <translation>移除网络钩子</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Other programs are told of each alert by an HTTP POST, in order, until they have taken it. What waits is kept, also while this program is closed. Requests are signed with the secret of each address.</source>
        <translation>每条警报都会按顺序以 HTTP POST 通知其他程序，直到对方接收为止。等待中的内容会保留，程序关闭后也不会丢失。请求用各地址的密钥签名。</translation>
    </message>
    <message>
        <source>https://address of the program that is to be told</source>
        <translation>https://要通知的程序地址</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>Last trouble</source>
        <translation>最近的问题</translation>
    </message>
    <message>
        <source>No other program is told of alerts yet.</source>
        <translation>尚未向其他程序通知警报。</translation>
    </message>
    <message>
        <source>Name its address above; what is told of stays in the store, too.</source>
        <translation>在上方填写它的地址；通知的内容也会留在库中。</translation>
    </message>
    <message>
        <source>Addresses that are told</source>
        <translation>已通知的地址</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SearchPage</name>
    <message>
        <source>Picture to search with</source>
        <translation>用于搜索的图片</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic *.heif);;All files (*)</source>
        <translation>照片 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic *.heif);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Search the gallery</source>
        <translation>搜索人员库</translation>
    </message>
    <message>
        <source>No face was found in %1: choose a picture that shows one.</source>
        <translation>在 %1 中未找到人脸：请选择有人脸的图片。</translation>
    </message>
    <message>
        <source>reaches it</source>
        <translation>达到</translation>
    </message>
    <message>
        <source>below it</source>
        <translation>未达到</translation>
    </message>
    <message>
        <source>Choose a picture, or drop one here, to see whom in the gallery it looks like.</source>
        <translation>选择一张图片或拖放到此处，查看它像人员库中的谁。</translation>
    </message>
    <message>
        <source>threshold %1: FMR %2 of one comparison, at most %3 of searches of strangers match</source>
        <translation>阈值 %1：单次比对 FMR %2，陌生人搜索的误配率不超过 %3</translation>
    </message>
    <message>
        <source>The gallery holds nobody with a template of this recogniser.</source>
        <translation>人员库中没有人具有此识别器的模板。</translation>
    </message>
    <message>
        <source>%1 reaches the threshold with %2 (%3). A person decides whether it is they.</source>
        <translation>%1 以 %2 达到阈值（%3）。是否为本人由人员判定。</translation>
    </message>
    <message>
        <source>Nobody of the gallery reaches the threshold; the most similar has %1 (%2).</source>
        <translation>人员库中无人达到阈值；最相似者为 %1（%2）。</translation>
    </message>
    <message>
        <source>Search by a face</source>
        <translation>以脸搜索</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Investigation: the %1 most similar</source>
        <translation>侦查：最相似的 %1 人</translation>
    </message>
    <message>
        <source>Identification: who reaches the threshold</source>
        <translation>识别：达到阈值者</translation>
    </message>
    <message>
        <source>Choose a picture …</source>
        <translation>选择图片 …</translation>
    </message>
    <message>
        <source>Back to the people</source>
        <translation>返回人员</translation>
    </message>
    <message>
        <source>Click a face to search by it. A double click on a candidate shows the person.</source>
        <translation>点击人脸以其搜索。双击候选人可显示该人员。</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选人</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SampleGuide</name>
    <message>
        <source>Looking at the store</source>
        <translation>查看数据库</translation>
    </message>
    <message>
        <source>Nothing is here yet. Look round first, with people who do not exist?</source>
        <translation>这里还没有内容。先用并不存在的人物熟悉一下？</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Sample store: a generator made these people up. What you try here changes nothing else.</source>
        <translation>示例数据库：这些人物由生成器虚构。在此尝试不会影响其他数据。</translation>
    </message>
    <message>
        <source>Back to my own</source>
        <translation>回到我的数据</translation>
    </message>
    <message>
        <source>Making sample people</source>
        <translation>正在生成示例人物</translation>
    </message>
    <message>
        <source>Who appears when</source>
        <translation>谁在何时出现</translation>
    </message>
    <message>
        <source>One line a person, known or not. Click a stretch to jump there; Space plays. A dashed line is a suggestion, a solid one somebody&apos;s decision, a dotted one unknown.</source>
        <translation>每人一行，无论是否已知。单击某段即可跳转，空格键播放。虚线是系统建议，实线是人工决定，点线是未知人物。</translation>
    </message>
    <message>
        <source>You decide</source>
        <translation>由您决定</translation>
    </message>
    <message>
        <source>Enter confirms a suggestion, X rejects it, N names an unknown. Ctrl+Z takes any decision back, tomorrow as well; who decided what, when and why is kept.</source>
        <translation>Enter 确认建议，X 拒绝，N 为未知人物命名。Ctrl+Z 可撤销任何决定，明天也行；谁在何时因何作出决定都会保留。</translation>
    </message>
    <message>
        <source>The people you know</source>
        <translation>您认识的人</translation>
    </message>
    <message>
        <source>Enrol them from photos, folders or a roster. A photo that is refused says what to change; who looks like somebody enrolled is shown to you first.</source>
        <translation>可从照片、文件夹或名册注册。被拒绝的照片会说明如何改进；与已注册者相像的人会先请您确认。</translation>
    </message>
    <message>
        <source>What a network made is marked</source>
        <translation>网络生成的内容都有标记</translation>
    </message>
    <message>
        <source>The Studio draws faces that do not exist, Enhance restores poor ones. Both wear magenta, say so in their files, and are refused as anybody&apos;s likeness.</source>
        <translation>工作室生成并不存在的人脸，增强则修复低质量人脸。两者都带洋红标记、在文件中注明来源，且不得作为任何人的肖像使用。</translation>
    </message>
    <message>
        <source>Where a threshold comes from</source>
        <translation>阈值从何而来</translation>
    </message>
    <message>
        <source>Measure on your own photos and put the threshold into force. Ctrl+K finds everything, F1 shows the keys of a desk, Ctrl+F1 explains it.</source>
        <translation>用您自己的照片测量并启用阈值。Ctrl+K 可查找一切，F1 显示当前工作台的快捷键，Ctrl+F1 提供说明。</translation>
    </message>
    <message>
        <source>Fetching the weights of the networks. This is done once; you may go on meanwhile.</source>
        <translation>正在获取网络权重。只需一次；您可以继续使用。</translation>
    </message>
    <message>
        <source>Making people who do not exist and a recording of them. This takes about half a minute.</source>
        <translation>正在生成不存在的人员及其录像，约需半分钟。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Weights of the networks are not on this machine yet (%1): without them no faces are found, named or restored.</source>
        <translation>此计算机上尚缺网络权重（%1）：没有它们，无法检测、识别或修复人脸。</translation>
    </message>
    <message>
        <source>Fetch them</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>获取模型</translation>
    </message>
</context>
<context>
    <name>lineament::ui::Tour</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>退出导览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>RunSettings</name>
    <message>
        <source>without marked labels</source>
        <translation>不含已标记的标签</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CalibrationView</name>
    <message numerus="yes">
        <source>my gallery, %n people</source>
        <translation>
            <numerusform>我的人员库，%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Searches: threshold %1 for FPIR %2.</source>
        <translation>检索：阈值 %1，对应 FPIR %2。</translation>
    </message>
    <message>
        <source>One comparison: threshold %1 for FMR %2.</source>
        <translation>单次比对：阈值 %1，对应 FMR %2。</translation>
    </message>
    <message>
        <source>%1 was wanted, which needs more people.</source>
        <translation>所需的是 %1，这需要更多人员。</translation>
    </message>
    <message>
        <source>%1 of %2 searches find somebody else: with 95 % certainty at most %3.</source>
        <translation>%2 次检索中有 %1 次找到了别人：以 95 % 的把握不超过 %3。</translation>
    </message>
    <message>
        <source>%1 of %2 comparisons of different people reach it: with 95 % certainty at most %3.</source>
        <translation>%2 次不同人之间的比对中有 %1 次达到它：以 95 % 的把握不超过 %3。</translation>
    </message>
    <message>
        <source>%1 of %2 comparisons of one person miss it.</source>
        <translation>%2 次同一人的比对中有 %1 次未达到它。</translation>
    </message>
    <message>
        <source>%1 of %2 synthetic faces reach it; %3 would withstand them all.</source>
        <translation>%2 张合成人脸中有 %1 张达到它；%3 可抵挡全部。</translation>
    </message>
    <message>
        <source>Photos of different people in your data store are compared with each other; then faces that a generator makes are moved towards enrolled people, to see how near one can come. They are nobody, and none is stored.</source>
        <translation>数据库中不同人的照片互相比对；然后把生成器产生的人脸向已登记的人靠近，看能接近到什么程度。它们不是任何人，也不会被保存。</translation>
    </message>
    <message>
        <source>%1 people, %2 photos by %3. The most alike: %4 and %5 (%6); if they are one person, merge them and measure again.</source>
        <translation>%1 人，%2 张照片，由 %3 识别。最相像的是 %4 和 %5（%6）；如果他们是同一人，请合并后重新测量。</translation>
    </message>
    <message>
        <source>Real people</source>
        <translation>真实的人</translation>
    </message>
    <message>
        <source>Synthetic, as drawn</source>
        <translation>合成，抽取时</translation>
    </message>
    <message>
        <source>Synthetic, moved towards people</source>
        <translation>合成，已向人靠近</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>比对</translation>
    </message>
    <message>
        <source>search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Synthetic faces by %1, the nearest to enrolled people first: nobody real, not stored.</source>
        <translation>由 %1 合成的人脸，最接近已登记者的在前：并非真人，不保存。</translation>
    </message>
    <message>
        <source>Synthetic, seed %1
Near %2: %3 as drawn, %4 after it was moved</source>
        <translation>合成，种子 %1
接近 %2：抽取时 %3，靠近后 %4</translation>
    </message>
    <message>
        <source>Synthetic face near %1, similarity %2</source>
        <translation>接近 %1 的合成人脸，相似度 %2</translation>
    </message>
    <message>
        <source>FMR wanted</source>
        <translation>所需 FMR</translation>
    </message>
    <message>
        <source>FPIR wanted</source>
        <translation>所需 FPIR</translation>
    </message>
    <message>
        <source>Faces drawn</source>
        <translation>抽取的人脸数</translation>
    </message>
    <message>
        <source>Synthetic hard negatives</source>
        <translation>合成的困难负例</translation>
    </message>
    <message>
        <source>Faces that a generator makes and moves towards enrolled people</source>
        <translation>由生成器产生并向已登记者靠近的人脸</translation>
    </message>
    <message>
        <source>Measure my gallery</source>
        <translation>测量我的人员库</translation>
    </message>
    <message>
        <source>A rate as 0.001, 1e-3, 0.1 % or 1/1000</source>
        <translation>比率写作 0.001、1e-3、0.1 % 或 1/1000</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Apply the threshold of comparisons</source>
        <translation>应用比对的阈值</translation>
    </message>
    <message>
        <source>Apply the threshold of searches</source>
        <translation>应用检索的阈值</translation>
    </message>
    <message>
        <source>From now on in this data store; audited, Ctrl+Z takes it back</source>
        <translation>从现在起用于本数据库；记入审计，Ctrl+Z 可撤回</translation>
    </message>
    <message>
        <source>The tail of your own gallery appears here.</source>
        <translation>您自己人员库的分布尾部显示在这里。</translation>
    </message>
    <message>
        <source>Similarity of different people</source>
        <translation>不同人之间的相似度</translation>
    </message>
    <message>
        <source>Tail of the similarities of different people</source>
        <translation>不同人之间相似度的尾部</translation>
    </message>
    <message>
        <source>Synthetic faces nearest to enrolled people</source>
        <translation>最接近已登记者的合成人脸</translation>
    </message>
    <message>
        <source>Share reaching it</source>
        <translation>达到的比例</translation>
    </message>
    <message>
        <source>No threshold gives this rate, as photos of different people are wholly alike: merge them if they are one person, or remove a photo that is there twice.</source>
        <translation>没有阈值能达到此比率，因为不同人员的照片完全相同：若是同一人请合并，或移除重复的照片。</translation>
    </message>
</context>
<context>
    <name>ComparisonReport</name>
    <message>
        <source>Comparison of two faces</source>
        <translation>两张人脸的比对</translation>
    </message>
    <message>
        <source>First picture</source>
        <translation>第一张图片</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>第二张图片</translation>
    </message>
    <message>
        <source>Recognisers</source>
        <translation>识别器</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>This file is signed. &quot;lineament verify-report FILE --repeat&quot; shows whether it was changed and works its figures out again from the pictures.</source>
        <translation>此文件已签名。“lineament verify-report FILE --repeat”可检查它是否被改动，并由原图重新计算其中的数值。</translation>
    </message>
    <message>
        <source>not confirmed by a second examiner</source>
        <translation>未经第二检验人确认</translation>
    </message>
    <message>
        <source>confirmed by the second examiner</source>
        <translation>已由第二检验人确认</translation>
    </message>
    <message>
        <source>the second examiner does not agree</source>
        <translation>第二检验人意见不一致</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Concluded</source>
        <translation>结论时间</translation>
    </message>
    <message>
        <source>Features assessed before the scores</source>
        <translation>先评估特征后看分数</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>检验编号</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>检验人</translation>
    </message>
    <message>
        <source>Second examiner</source>
        <translation>第二检验人</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>A similarity and a likelihood ratio are evidence of a kind, never proof. They hold for the population named beside them.</source>
        <translation>相似度与似然比只是一种证据，绝非证明，仅对所注明的总体成立。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>SHA-256 of the pixels</source>
        <translation>像素的 SHA-256</translation>
    </message>
    <message>
        <source>Size, px</source>
        <translation>尺寸，像素</translation>
    </message>
    <message>
        <source>Between the eyes, px</source>
        <translation>眼距，像素</translation>
    </message>
    <message>
        <source>Yaw, pitch, roll, °</source>
        <translation>偏航、俯仰、滚转，°</translation>
    </message>
    <message>
        <source>Quality, 0 to 100</source>
        <translation>质量，0 至 100</translation>
    </message>
    <message>
        <source>What it shows</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>the crop that was kept at enrolment; the photo itself was not kept</source>
        <translation>登记时保留的人脸截图；照片本身未保留</translation>
    </message>
    <message>
        <source>Facial features</source>
        <translation>面部特征</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Recogniser</source>
        <translation>识别模型</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>FMR here</source>
        <translation>此处 FMR</translation>
    </message>
    <message>
        <source>log10 likelihood ratio</source>
        <translation>log10 似然比</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>总体</translation>
    </message>
    <message>
        <source>&quot;&lt;&quot; before a false match rate: it is only known to be below this, as the population holds too few comparisons of two people to tell how far below.</source>
        <translation>误配率前的“&lt;”表示：只知道低于该值；人群中不同人之间的比对次数太少，无法得知具体低多少。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CameraPage</name>
    <message>
        <source>Look into the camera.</source>
        <translation>请看摄像头。</translation>
    </message>
    <message>
        <source>One person at a time: the others step aside.</source>
        <translation>每次一人：其他人请让开。</translation>
    </message>
    <message>
        <source>Come closer.</source>
        <translation>请靠近一些。</translation>
    </message>
    <message>
        <source>Go back a little.</source>
        <translation>请后退一点。</translation>
    </message>
    <message>
        <source>Move into the middle: the whole face must be seen.</source>
        <translation>请移到中间：须看到整张脸。</translation>
    </message>
    <message>
        <source>Turn towards the camera.</source>
        <translation>请转向摄像头。</translation>
    </message>
    <message>
        <source>Look straight ahead, neither up nor down.</source>
        <translation>请平视前方，不要抬头或低头。</translation>
    </message>
    <message>
        <source>Hold the head upright.</source>
        <translation>请将头摆正。</translation>
    </message>
    <message>
        <source>More light is needed on the face.</source>
        <translation>面部需要更多光线。</translation>
    </message>
    <message>
        <source>Less light: the face is too bright.</source>
        <translation>光线太强：面部过亮。</translation>
    </message>
    <message>
        <source>Turn to the light: one side of the face is in shadow.</source>
        <translation>请面向光源：半边脸在阴影中。</translation>
    </message>
    <message>
        <source>Hold still.</source>
        <translation>请保持不动。</translation>
    </message>
    <message>
        <source>Open the eyes.</source>
        <translation>请睁开眼睛。</translation>
    </message>
    <message>
        <source>This looks like a picture of a face: the person must come themselves.</source>
        <translation>这看起来是人脸的图片：须本人到场。</translation>
    </message>
    <message>
        <source>Good: stay like this.</source>
        <translation>很好：请保持这样。</translation>
    </message>
    <message>
        <source>A recording or picture…</source>
        <translation>录像或图片…</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>没有摄像头</translation>
    </message>
    <message>
        <source>No camera was found: connect one and press Start, or choose a recording.</source>
        <translation>未找到摄像头：请连接后按“开始”，或选择一段录像。</translation>
    </message>
    <message>
        <source>Watch a camera</source>
        <translation>观看摄像头</translation>
    </message>
    <message>
        <source>The recording is over.</source>
        <translation>录像已播放完毕。</translation>
    </message>
    <message>
        <source>Nothing was taken: %1</source>
        <translation>未拍摄：%1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message numerus="yes">
        <source>%n photos taken</source>
        <translation>
            <numerusform>已拍 %n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>The camera is off.</source>
        <translation>摄像头已关闭。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Pose</source>
        <translation>姿态</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光照</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼睛</translation>
    </message>
    <message>
        <source>Liveness</source>
        <translation>活体</translation>
    </message>
    <message>
        <source>Take three photos by itself</source>
        <translation>自动拍三张</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Take a photo now (F8)</source>
        <translation>立即拍照（F8）</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>返回照片</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ConclusionForm</name>
    <message>
        <source>No conclusion yet</source>
        <translation>尚无结论</translation>
    </message>
    <message>
        <source>Strong support for one person</source>
        <translation>强烈支持为同一人</translation>
    </message>
    <message>
        <source>Support for one person</source>
        <translation>支持为同一人</translation>
    </message>
    <message>
        <source>Support for neither</source>
        <translation>两者均不支持</translation>
    </message>
    <message>
        <source>Support for two people</source>
        <translation>支持为两人</translation>
    </message>
    <message>
        <source>Strong support for two people</source>
        <translation>强烈支持为两人</translation>
    </message>
    <message>
        <source>Second examination; the first was by %1</source>
        <translation>第二次检验；第一次由 %1 完成</translation>
    </message>
    <message>
        <source>Second examiner</source>
        <translation>第二检验人</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>检验人</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Needed where you disagree</source>
        <translation>意见不一致时必填</translation>
    </message>
    <message>
        <source>May stay empty</source>
        <translation>可留空</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Keep the examination with its features, scores and conclusion in the data store</source>
        <translation>将检验的特征、分数与结论保存到数据库</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Write a signed report of what is recorded</source>
        <translation>将所记录的内容写成签名报告</translation>
    </message>
    <message>
        <source>Who is signed in examines.</source>
        <translation>由登录者检验。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::ExaminationList</name>
    <message>
        <source>no conclusion yet</source>
        <translation>尚无结论</translation>
    </message>
    <message>
        <source>waits for a second examiner</source>
        <translation>等待第二检验人</translation>
    </message>
    <message>
        <source>confirmed: %1</source>
        <translation>已确认：%1</translation>
    </message>
    <message>
        <source>not agreed: %1 · %2</source>
        <translation>不一致：%1 · %2</translation>
    </message>
    <message>
        <source>Examinations</source>
        <translation>检验记录</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Concluded</source>
        <translation>结论时间</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>比对对象</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>检验人</translation>
    </message>
    <message>
        <source>Second examiner</source>
        <translation>第二检验人</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Nothing was examined yet: open two faces, assess the features, conclude and record.</source>
        <translation>尚未做过检验：打开两张人脸，评估特征，给出结论并记录。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Examine as second examiner</source>
        <translation>作为第二检验人检验</translation>
    </message>
    <message>
        <source>Read the examinations</source>
        <translation>读取检验记录</translation>
    </message>
    <message>
        <source>You were the first examiner: the second must be somebody else.</source>
        <translation>您是第一检验人：第二检验人必须是另一个人。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::FramePicker</name>
    <message>
        <source>Compare a frame of a recording</source>
        <translation>比对录像中的一帧</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>选择录像</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>The frame before</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>The next frame</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>Time, seconds</source>
        <translation>时间，秒</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Compare this face</source>
        <translation>比对这张脸</translation>
    </message>
    <message>
        <source>Choose a recording, go to the frame, then click the face.</source>
        <translation>选择录像，转到所需帧，再点击人脸。</translation>
    </message>
    <message>
        <source>Read the recordings</source>
        <translation>读取录像</translation>
    </message>
    <message>
        <source>Read a frame</source>
        <translation>读取一帧</translation>
    </message>
    <message>
        <source>No face was found in this frame: go to another one.</source>
        <translation>此帧中未找到人脸：请换一帧。</translation>
    </message>
    <message numerus="yes">
        <source>%n faces; click the one to compare.</source>
        <translation>
            <numerusform>有 %n 张人脸；请点击要比对的一张。</numerusform>
        </translation>
    </message>
    <message>
        <source>The frame is read…</source>
        <translation>正在读取画面……</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SamplePicker</name>
    <message>
        <source>Compare somebody enrolled</source>
        <translation>比对已登记的人</translation>
    </message>
    <message>
        <source>Name or id</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Compare this photo</source>
        <translation>比对这张照片</translation>
    </message>
    <message>
        <source>Read the people</source>
        <translation>读取人员</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet: enrol people on the People desk.</source>
        <translation>尚未登记任何人：请在“人员”工作台登记。</translation>
    </message>
    <message>
        <source>Nobody is called so.</source>
        <translation>没有叫这个名字的人。</translation>
    </message>
    <message>
        <source>The first %1 are shown; type to find others.</source>
        <translation>仅显示前 %1 人；输入文字可查找其他人。</translation>
    </message>
    <message>
        <source>Read the photos of a person</source>
        <translation>读取某人的照片</translation>
    </message>
    <message>
        <source>The people are read…</source>
        <translation>正在读取人员……</translation>
    </message>
</context>
<context>
    <name>Attendance</name>
    <message>
        <source>X</source>
        <comment>letter for: expected</comment>
        <translation>待</translation>
    </message>
    <message>
        <source>P</source>
        <comment>letter for: present</comment>
        <translation>到</translation>
    </message>
    <message>
        <source>L</source>
        <comment>letter for: late</comment>
        <translation>迟</translation>
    </message>
    <message>
        <source>E</source>
        <comment>letter for: left early</comment>
        <translation>早</translation>
    </message>
    <message>
        <source>B</source>
        <comment>letter for: both late and left early</comment>
        <translation>双</translation>
    </message>
    <message>
        <source>I</source>
        <comment>letter for: incomplete</comment>
        <translation>缺</translation>
    </message>
    <message>
        <source>O</source>
        <comment>letter for: day off</comment>
        <translation>休</translation>
    </message>
    <message>
        <source>A</source>
        <comment>letter for: absent</comment>
        <translation>旷</translation>
    </message>
    <message>
        <source>+ there outside the shift</source>
        <translation>+ 班次时间外在场</translation>
    </message>
</context>
<context>
    <name>AttendancePrint</name>
    <message>
        <source>Attendance, %1 to %2</source>
        <translation>考勤，%1 至 %2</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>工时</translation>
    </message>
    <message>
        <source>Late</source>
        <comment>days</comment>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Absent</source>
        <comment>days</comment>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>Overtime</source>
        <translation>加班</translation>
    </message>
    <message>
        <source>An asterisk: corrected by hand. Printed on %1.</source>
        <translation>星号：人工更正。打印于 %1。</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Enroller</source>
        <translation>登记员</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>鉴定员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Watches live sources, answers alerts, looks people up.</source>
        <translation>监看实时画面、处理警报、查找人员。</translation>
    </message>
    <message>
        <source>Enrols and keeps people, rosters and attendance.</source>
        <translation>登记并维护人员、排班和考勤。</translation>
    </message>
    <message>
        <source>Reviews footage, compares faces, enhances and evaluates.</source>
        <translation>审阅录像、比对人脸、增强画质并评估。</translation>
    </message>
    <message>
        <source>May do everything, also erase people, set up cameras and make accounts.</source>
        <translation>可以执行所有操作，包括彻底删除人员、设置摄像头和创建账户。</translation>
    </message>
    <message>
        <source>Your role (%1) does not include this. It is for: %2.</source>
        <translation>您的角色（%1）不包含此操作。允许的角色：%2。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between roles</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AccountForm</name>
    <message>
        <source>A password has %1 characters at least.</source>
        <translation>密码至少需要 %1 个字符。</translation>
    </message>
    <message>
        <source>The password must differ from the name.</source>
        <translation>密码不能与名称相同。</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不一致。</translation>
    </message>
    <message>
        <source>The first administrator</source>
        <translation>第一位管理员</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>新建账户</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AccountsPage</name>
    <message>
        <source>Let an account sign in again</source>
        <translation>重新允许账户登录</translation>
    </message>
    <message>
        <source>Disable an account</source>
        <translation>停用账户</translation>
    </message>
    <message>
        <source>Change a role</source>
        <translation>更改角色</translation>
    </message>
    <message>
        <source>Change when the window locks</source>
        <translation>更改窗口锁定时间</translation>
    </message>
    <message>
        <source>Read the accounts</source>
        <translation>读取账户</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Make an account</source>
        <translation>创建账户</translation>
    </message>
    <message>
        <source>Set a password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>The password of %1 was set.</source>
        <translation>%1 的密码已设置。</translation>
    </message>
    <message>
        <source>Your password was changed.</source>
        <translation>您的密码已更改。</translation>
    </message>
    <message>
        <source>This data store has no accounts: whoever opens it may do everything. With accounts people sign in, each sees and does what their role includes, and the audit trail names them.</source>
        <translation>此数据库没有账户：任何打开它的人都可以执行所有操作。有了账户后，人员需要登录，只能查看和执行其角色所允许的内容，审计记录会写明是谁。</translation>
    </message>
    <message>
        <source>You are signed in as %1 (%2). %3</source>
        <translation>您已登录为 %1（%2）。%3</translation>
    </message>
    <message>
        <source>Begin with an administrator…</source>
        <translation>先创建管理员…</translation>
    </message>
    <message>
        <source>Change my password…</source>
        <translation>更改我的密码…</translation>
    </message>
    <message>
        <source>New account…</source>
        <translation>新建账户…</translation>
    </message>
    <message>
        <source>Set password…</source>
        <translation>设置密码…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>上次登录</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Role of the chosen account</source>
        <translation>所选账户的角色</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, behind a number</comment>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>锁定窗口</translation>
    </message>
    <message>
        <source>After so many minutes without a key or the mouse, in every window on this data store. Live sources go on being watched.</source>
        <translation>在此数据库的所有窗口中，键盘和鼠标闲置达到该分钟数后锁定。实时画面继续监看。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::CorrectionForm</name>
    <message>
        <source>Correct this day</source>
        <translation>更正这一天</translation>
    </message>
    <message>
        <source>What is true</source>
        <translation>实际情况</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>on the day after</source>
        <translation>次日</translation>
    </message>
    <message>
        <source>Of a night that goes over midnight</source>
        <translation>用于跨越午夜的夜班</translation>
    </message>
    <message>
        <source>Needed; it stays with the correction</source>
        <translation>必填；与更正一起保存</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>They were there from</source>
        <translation>从该时间起在场</translation>
    </message>
    <message>
        <source>They were there until</source>
        <translation>在场至该时间</translation>
    </message>
    <message>
        <source>The chosen look was not them</source>
        <translation>所选画面不是本人</translation>
    </message>
</context>
<context>
    <name>lineament::ui::MonthMatrix</name>
    <message>
        <source> · %1 to %2 · worked %3</source>
        <translation> · %1 至 %2 · 工时 %3</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>工时</translation>
    </message>
    <message>
        <source>Days late</source>
        <translation>迟到天数</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Days absent</source>
        <translation>缺勤天数</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>Overtime</source>
        <translation>加班</translation>
    </message>
</context>
<context>
    <name>lineament::ui::PersonSheetView</name>
    <message>
        <source>worked %1 · overtime %2 · days late %3 · days absent %4</source>
        <translation>工时 %1 · 加班 %2 · 迟到 %3 天 · 缺勤 %4 天</translation>
    </message>
    <message>
        <source>%1, not them</source>
        <translation>%1，不是本人</translation>
    </message>
    <message>
        <source>a look was not them</source>
        <translation>某次画面不是本人</translation>
    </message>
    <message>
        <source>there from %1</source>
        <translation>%1 起在场</translation>
    </message>
    <message>
        <source>there until %1</source>
        <translation>在场至 %1</translation>
    </message>
    <message>
        <source>%1 (taken back)</source>
        <translation>%1（已撤回）</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>首次看到</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最后看到</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>到达</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Worked</source>
        <translation>工时</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>早退</translation>
    </message>
    <message>
        <source>Overtime</source>
        <translation>加班</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>通行</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Who, when</source>
        <translation>更正人，时间</translation>
    </message>
    <message>
        <source>Seen by cameras</source>
        <translation>摄像头记录</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>What cameras saw stays; the correction counts beside it</source>
        <translation>摄像头的记录保持不变；更正另行计入</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The chosen correction counts no more, but stays to be seen</source>
        <translation>所选更正不再生效，但仍会显示</translation>
    </message>
    <message>
        <source>Look at the recording</source>
        <translation>查看录像</translation>
    </message>
    <message>
        <source>In which the chosen look was seen, if it is still there</source>
        <translation>所选记录出自的录像（若仍在）</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SignIn</name>
    <message>
        <source>Read the account</source>
        <translation>读取账户</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Write to the audit trail</source>
        <translation>写入审计记录</translation>
    </message>
    <message>
        <source>The name or the password is wrong, or the account is disabled.</source>
        <translation>名称或密码错误，或该账户已停用。</translation>
    </message>
    <message>
        <source>Too many sign-ins failed, so this one was not looked at.</source>
        <translation>登录失败次数过多，本次未予验证。</translation>
    </message>
    <message>
        <source>Your account was disabled meanwhile. Sign in with another one, or ask an administrator.</source>
        <translation>您的账户已被停用。请使用其他账户登录，或联系管理员。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::SignInScreen</name>
    <message numerus="yes">
        <source>Wait %n seconds.</source>
        <translation>
            <numerusform>请等待 %n 秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>What runs goes on. The password opens the window again.</source>
        <translation>正在运行的任务继续进行。输入密码即可重新打开窗口。</translation>
    </message>
    <message>
        <source>This data store has accounts: what you see and may do depends on yours.</source>
        <translation>此数据库设有账户：您能查看和执行的内容取决于您的账户。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Another account</source>
        <translation>其他账户</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Access</name>
    <message>
        <source>Come in.</source>
        <translation>请进。</translation>
    </message>
    <message>
        <source>A second person must come, too.</source>
        <translation>还需要第二个人。</translation>
    </message>
    <message>
        <source>The door is switched off.</source>
        <translation>门已停用。</translation>
    </message>
    <message>
        <source>The door is locked after repeated failures.</source>
        <translation>多次失败后门已锁定。</translation>
    </message>
    <message>
        <source>No face was seen.</source>
        <translation>没有看到人脸。</translation>
    </message>
    <message>
        <source>Come one at a time.</source>
        <translation>请一次一人。</translation>
    </message>
    <message>
        <source>The face could not be seen well enough.</source>
        <translation>人脸看得不够清楚。</translation>
    </message>
    <message>
        <source>It could not be judged whether the face is live.</source>
        <translation>无法判断是否为活体。</translation>
    </message>
    <message>
        <source>This looks like a picture of a face.</source>
        <translation>这看起来像一张人脸图片。</translation>
    </message>
    <message>
        <source>This person is not known here.</source>
        <translation>此处不认识这个人。</translation>
    </message>
    <message>
        <source>A card is needed.</source>
        <translation>需要出示卡。</translation>
    </message>
    <message>
        <source>This card is not known here.</source>
        <translation>此处不认识这张卡。</translation>
    </message>
    <message>
        <source>The face is not that of the card&apos;s holder.</source>
        <translation>人脸与持卡人不符。</translation>
    </message>
    <message>
        <source>This person is not valid at this time.</source>
        <translation>此人目前不在有效期内。</translation>
    </message>
    <message>
        <source>This person may not pass this door.</source>
        <translation>此人不得通过这扇门。</translation>
    </message>
    <message>
        <source>This person may not pass at this time.</source>
        <translation>此人在此时段不得通过。</translation>
    </message>
    <message>
        <source>This person went in and has not come out.</source>
        <translation>此人已进入，尚未离开。</translation>
    </message>
    <message>
        <source>This person went out and has not come in.</source>
        <translation>此人已离开，尚未进入。</translation>
    </message>
    <message>
        <source>Decided by hand.</source>
        <translation>人工决定。</translation>
    </message>
    <message>
        <source>The door could not do its work.</source>
        <translation>门无法工作。</translation>
    </message>
    <message>
        <source>Step in front of the camera</source>
        <translation>请站到摄像头前</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>一次一人</translation>
    </message>
    <message>
        <source>Come closer</source>
        <translation>请靠近</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <translation>请稍微后退</translation>
    </message>
    <message>
        <source>Look at the camera</source>
        <translation>请看摄像头</translation>
    </message>
    <message>
        <source>More light is needed</source>
        <translation>光线不足</translation>
    </message>
    <message>
        <source>There is too much light</source>
        <translation>光线过强</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>请保持不动</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>请稍候 …</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Forgiven</source>
        <translation>已豁免</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Did not open</source>
        <translation>未打开</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AccessLogPage</name>
    <message>
        <source>All doors</source>
        <translation>所有的门</translation>
    </message>
    <message>
        <source>Read the access log</source>
        <translation>读取门禁记录</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>The newest %1 entries</source>
        <translation>最新 %1 条</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Read a look</source>
        <translation>读取画面</translation>
    </message>
    <message>
        <source>Card, 1:1: %1</source>
        <translation>刷卡，1:1：%1</translation>
    </message>
    <message>
        <source>Search, 1:N: %1</source>
        <translation>搜索，1:N：%1</translation>
    </message>
    <message>
        <source>Live %1 (needs %2)</source>
        <translation>活体 %1（需要 %2）</translation>
    </message>
    <message>
        <source>Quality %1</source>
        <translation>质量 %1</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>操作者 %1</translation>
    </message>
    <message>
        <source>Let a person pass again</source>
        <translation>允许某人再次通过</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Name, reason, zone</source>
        <translation>姓名、原因、区域</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>门</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Door opened</source>
        <translation>门的状态</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Show what is new</source>
        <translation>显示新内容</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Let them pass again</source>
        <translation>允许再次通过</translation>
    </message>
    <message>
        <source>Where nobody passes twice: as if they had never passed. It is logged.</source>
        <translation>在不得重复通过的门：视同此人从未通过。将被记录。</translation>
    </message>
    <message>
        <source>Access log</source>
        <translation>门禁记录</translation>
    </message>
</context>
<context>
    <name>lineament::ui::AccessPage</name>
    <message>
        <source>Remove a door</source>
        <translation>移除门</translation>
    </message>
    <message>
        <source>Keep the hours of doors</source>
        <translation>保存门的时段</translation>
    </message>
    <message>
        <source>Remove the hours of doors</source>
        <translation>移除门的时段</translation>
    </message>
    <message>
        <source>Read the doors</source>
        <translation>读取门</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Locked after repeated failures</source>
        <translation>多次失败后已锁定</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>正在值守</translation>
    </message>
    <message>
        <source>Not watched</source>
        <translation>未值守</translation>
    </message>
    <message>
        <source>Door %1</source>
        <translation>门 %1</translation>
    </message>
    <message>
        <source>Keep a door</source>
        <translation>保存门</translation>
    </message>
    <message>
        <source>“%1” is removed: nobody passes it any more. Its log stays.</source>
        <translation>将移除“%1”：任何人都不能再通过。其记录保留。</translation>
    </message>
    <message>
        <source>Unlock a door</source>
        <translation>解锁门</translation>
    </message>
    <message>
        <source>Locked after repeated failures until %1</source>
        <translation>多次失败后锁定至 %1</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>门</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Parts of a door</source>
        <translation>门的各部分</translation>
    </message>
    <message>
        <source>Doors</source>
        <translation>门</translation>
    </message>
    <message>
        <source>New door</source>
        <translation>新建门</translation>
    </message>
    <message>
        <source>Remove this door</source>
        <translation>移除此门</translation>
    </message>
    <message>
        <source>Reason to unlock it</source>
        <translation>解锁的原因</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>A door lets people pass by their face, or by a card and their face, and keeps a log.</source>
        <translation>门凭人脸，或凭卡加人脸放行，并留下记录。</translation>
    </message>
    <message>
        <source>It stays shut whatever goes wrong.</source>
        <translation>无论出什么问题，门都保持关闭。</translation>
    </message>
    <message>
        <source>Reading the doors of this store …</source>
        <translation>正在读取此库中的门 …</translation>
    </message>
    <message>
        <source>Out of order: its camera gives no pictures</source>
        <translation>故障：摄像机没有画面</translation>
    </message>
</context>
<context>
    <name>lineament::ui::DoorForm</name>
    <message>
        <source>Everybody who is enrolled</source>
        <translation>所有已登记的人</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Measured: %1 % of printed faces pass (APCER), %2 % of live ones are refused (BPCER). %3</source>
        <translation>实测：%1 % 的打印人脸会通过（APCER），%2 % 的活体会被拒绝（BPCER）。%3</translation>
    </message>
    <message>
        <source>No model that judges it is here: with this on, everybody is refused.</source>
        <translation>这里没有可判断活体的模型：启用后所有人都会被拒绝。</translation>
    </message>
    <message>
        <source>Choose a recording that plays as a camera</source>
        <translation>选择作为摄像头播放的录像</translation>
    </message>
    <message>
        <source>The relay needs an address that begins with http:// or https://.</source>
        <translation>继电器需要以 http:// 或 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>“Nobody twice” needs a zone, and a door that leads into it or out of it.</source>
        <translation>“不得重复通过”需要区域，且门须通向区域内或区域外。</translation>
    </message>
    <message>
        <source>The door</source>
        <translation>门</translation>
    </message>
    <message>
        <source>Who may pass, and when</source>
        <translation>谁可以通过，何时</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>What opens it</source>
        <translation>开门方式</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>camera:0, rtsp://…, or a recording</source>
        <translation>camera:0、rtsp://… 或录像</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>录像…</translation>
    </message>
    <message>
        <source>Zone behind it</source>
        <translation>门后区域</translation>
    </message>
    <message>
        <source>It leads</source>
        <translation>通向</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Nobody may pass yet: choose a group above and add it.</source>
        <translation>还没有人可以通过：请在上方选择一个组并添加。</translation>
    </message>
    <message>
        <source>Groups of people are given on the People desk.</source>
        <translation>人员的组在“人员”工作台中设置。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>A card says who it should be (1:1)</source>
        <translation>由卡指明是谁（1:1）</translation>
    </message>
    <message>
        <source>The face must be judged live</source>
        <translation>人脸必须判定为活体</translation>
    </message>
    <message>
        <source>Quality of a look</source>
        <translation>画面质量</translation>
    </message>
    <message>
        <source>Nobody twice in one direction</source>
        <translation>同一方向不得重复通过</translation>
    </message>
    <message>
        <source>Forgotten after</source>
        <translation>多久后失效</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Two people are needed</source>
        <translation>需要两个人</translation>
    </message>
    <message>
        <source>The second within</source>
        <translation>第二人须在</translation>
    </message>
    <message>
        <source>Failures that lock it</source>
        <translation>锁定前的失败次数</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>In a row within</source>
        <translation>连续，时限</translation>
    </message>
    <message>
        <source>Locked for</source>
        <translation>锁定时长</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>开门装置</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Orders are signed with it, so that the relay knows who sent them.</source>
        <translation>开门指令以此签名，使继电器知道由谁发出。</translation>
    </message>
    <message>
        <source>Waited for</source>
        <translation>等待时长</translation>
    </message>
    <message>
        <source>Stays open for</source>
        <translation>保持打开</translation>
    </message>
    <message>
        <source>In either direction</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Into the zone</source>
        <translation>进入区域</translation>
    </message>
    <message>
        <source>Out of the zone</source>
        <translation>离开区域</translation>
    </message>
    <message>
        <source>Simulated: only this program knows</source>
        <translation>模拟：仅在本程序中</translation>
    </message>
    <message>
        <source>HTTP relay</source>
        <translation>HTTP 继电器</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
</context>
<context>
    <name>lineament::ui::DoorScreen</name>
    <message>
        <source>The recording is over.</source>
        <translation>录像已结束。</translation>
    </message>
    <message>
        <source>Come in, %1</source>
        <translation>请进，%1</translation>
    </message>
    <message>
        <source>The door did not open</source>
        <translation>门没有打开</translation>
    </message>
    <message>
        <source>Similarity %1</source>
        <translation>相似度 %1</translation>
    </message>
    <message>
        <source>Live %1 (needs %2)</source>
        <translation>活体 %1（需要 %2）</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Shut</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop the door</source>
        <translation>停止值守</translation>
    </message>
    <message>
        <source>Start the door</source>
        <translation>开始值守</translation>
    </message>
    <message>
        <source>Out of order: the door stays shut</source>
        <translation>故障：门保持关闭</translation>
    </message>
    <message>
        <source>The door is not watched</source>
        <translation>门未值守</translation>
    </message>
    <message>
        <source>It has no camera yet: name one in its settings.</source>
        <translation>还没有摄像头：请在设置中指定。</translation>
    </message>
    <message>
        <source>Nobody can pass until it is started.</source>
        <translation>开始值守之前无人可以通过。</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>正在连接 …</translation>
    </message>
    <message>
        <source>Show your card</source>
        <translation>请出示卡</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>Use this card</source>
        <translation>使用此卡</translation>
    </message>
    <message>
        <source>Fill the screen (Esc leaves it)</source>
        <translation>全屏显示（Esc 退出）</translation>
    </message>
</context>
<context>
    <name>lineament::ui::HoursPage</name>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Take these hours off</source>
        <translation>移除此时段</translation>
    </message>
    <message>
        <source>Hours %1</source>
        <translation>时段 %1</translation>
    </message>
    <message>
        <source>Tick a day of the week, so that these hours come.</source>
        <translation>请勾选星期几，此时段才会生效。</translation>
    </message>
    <message>
        <source>Without hours nobody passes by this schedule.</source>
        <translation>没有时段时，无人可凭此通过。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Hours (an end before its beginning lies on the next day)</source>
        <translation>时段（结束早于开始表示次日）</translation>
    </message>
    <message>
        <source>New hours</source>
        <translation>新建时段</translation>
    </message>
    <message>
        <source>Remove these hours</source>
        <translation>移除此时段</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Hours say when a door may be passed, by the days of the week.</source>
        <translation>时段规定一周中哪些时候可以通过某扇门。</translation>
    </message>
    <message>
        <source>A door without hours may be passed at any time by the groups it lets in.</source>
        <translation>没有时段的门，允许的组可在任何时间通过。</translation>
    </message>
</context>
<context>
    <name>lineament::ui::LiveLook</name>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>Populations</name>
    <message>
        <source>printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>%1, %2 people, %3 faces</source>
        <translation>%1，%2 人，%3 张人脸</translation>
    </message>
    <message>
        <source>%1, reduced to portraits of %2 px</source>
        <translation>%1，缩小为 %2 像素的肖像</translation>
    </message>
    <message>
        <source>%1: %2 people, %3 photos</source>
        <translation>%1：%2 人，%3 张照片</translation>
    </message>
    <message>
        <source>%1 people, %2 live and %3 attacks (%4); each person judged by a calibration on the others</source>
        <translation>%1 人，%2 次真人与 %3 次攻击（%4）；判断每个人时，校准只用其他人的数据</translation>
    </message>
</context>
<context>
    <name>lineament::ui::RecordedForm</name>
    <message>
        <source>Recorded from</source>
        <translation>录制开始于</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>By camera</source>
        <translation>拍摄的摄像机</translation>
    </message>
    <message>
        <source>Alerts of this camera lead to the recording if it was running at the time</source>
        <translation>如果当时正在录制，此摄像机的警报会指向这段录像</translation>
    </message>
    <message>
        <source>Time of the first picture, by the clock of this computer; empty: not known.</source>
        <translation>第一幅画面的时间，按本机时钟；留空表示未知。</translation>
    </message>
    <message>
        <source>The file does not say it.</source>
        <translation>文件中没有记录。</translation>
    </message>
    <message>
        <source>Somebody has set it here.</source>
        <translation>有人在此设置过。</translation>
    </message>
    <message>
        <source>The file says so itself.</source>
        <translation>来自文件本身。</translation>
    </message>
    <message>
        <source>“%1” is no time: type it as %2, or nothing if it is not known.</source>
        <translation>“%1”不是时间：请按 %2 的格式输入，未知则留空。</translation>
    </message>
</context>
<context>
    <name>ErrorDetail</name>
    <message>
        <source>%1 (%2)</source>
        <comment>why: what the system says</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>文件夹不存在</translation>
    </message>
    <message>
        <source>this is not a file</source>
        <translation>这不是文件</translation>
    </message>
    <message>
        <source>this is not a folder</source>
        <translation>这不是文件夹</translation>
    </message>
    <message>
        <source>this is a folder, not a picture</source>
        <translation>这是文件夹，不是图片</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>文件无法读取</translation>
    </message>
    <message>
        <source>the folder cannot be read</source>
        <translation>文件夹无法读取</translation>
    </message>
    <message>
        <source>this is not a recording that can be read</source>
        <translation>这不是可以读取的录像</translation>
    </message>
    <message>
        <source>the recording has no index: it is cut off or was never finished</source>
        <translation>录像缺少索引：文件被截断或录制未完成</translation>
    </message>
    <message>
        <source>the recording is damaged: it says no picture size</source>
        <translation>录像已损坏：未注明画面尺寸</translation>
    </message>
    <message>
        <source>the recording cannot be read</source>
        <translation>录像无法读取</translation>
    </message>
    <message>
        <source>it has no picture track</source>
        <translation>其中没有画面轨道</translation>
    </message>
    <message>
        <source>no frame of the recording can be decoded</source>
        <translation>录像中没有可以解码的帧</translation>
    </message>
    <message>
        <source>no frame of it could be decoded</source>
        <translation>其中没有可以解码的帧</translation>
    </message>
    <message>
        <source>the frame cannot be read</source>
        <translation>该帧无法读取</translation>
    </message>
    <message>
        <source>there is no frame in this stretch</source>
        <translation>该时段内没有任何帧</translation>
    </message>
    <message>
        <source>a live source cannot be read again</source>
        <translation>实时来源无法再次读取</translation>
    </message>
    <message>
        <source>there is no going back in a camera or a stream</source>
        <translation>摄像头和视频流不能回退</translation>
    </message>
    <message>
        <source>addresses of this kind cannot be opened</source>
        <translation>无法打开此类地址</translation>
    </message>
    <message>
        <source>there are no pictures in this folder</source>
        <translation>该文件夹中没有图片</translation>
    </message>
    <message>
        <source>another window or command analyses it at this moment</source>
        <translation>另一个窗口或命令正在分析它</translation>
    </message>
    <message>
        <source>no face was found in it</source>
        <translation>其中没有找到人脸</translation>
    </message>
    <message>
        <source>this is not a picture that can be read</source>
        <translation>这不是可以读取的图片</translation>
    </message>
    <message>
        <source>the picture is cut off</source>
        <translation>图片不完整</translation>
    </message>
    <message>
        <source>the picture does not fit into memory</source>
        <translation>内存容纳不下该图片</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>第 %1 行第 %2 列：%3</translation>
    </message>
    <message>
        <source>the header does not name path_a, path_b and same</source>
        <translation>表头未写明 path_a、path_b 和 same</translation>
    </message>
    <message>
        <source>the number of its fields is %1, of the header's %2</source>
        <translation>字段数为 %1，而表头为 %2</translation>
    </message>
    <message>
        <source>the path is empty</source>
        <translation>路径为空</translation>
    </message>
    <message>
        <source>it is neither 0 nor 1</source>
        <translation>既不是 0 也不是 1</translation>
    </message>
    <message>
        <source>the fold is not a number</source>
        <translation>折号不是数字</translation>
    </message>
    <message>
        <source>there are more than 65 000 groups</source>
        <translation>分组超过 65 000 个</translation>
    </message>
    <message>
        <source>the list of pairs cannot be opened</source>
        <translation>无法打开图片对列表</translation>
    </message>
    <message>
        <source>it holds no pairs</source>
        <translation>其中没有图片对</translation>
    </message>
    <message>
        <source>all its pairs are marked as wrongly labelled</source>
        <translation>其中的图片对全部被标记为标签有误</translation>
    </message>
    <message>
        <source>all its pairs are of one person each; pairs of two people are needed as well</source>
        <translation>其中的图片对全是同一人；还需要不同人的图片对</translation>
    </message>
    <message>
        <source>none of its pairs is of one person; such pairs are needed as well</source>
        <translation>其中没有同一人的图片对；还需要这样的图片对</translation>
    </message>
    <message>
        <source>neither it nor any other of the %1 pictures of the list is there</source>
        <translation>它以及列表中的全部 %1 张图片都不存在</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>it holds no pictures in sub-folders, one a person</source>
        <translation>其中没有按每人一个子文件夹存放的图片</translation>
    </message>
    <message>
        <source>no picture in it shows a face</source>
        <translation>其中没有一张图片显示人脸</translation>
    </message>
    <message>
        <source>no probe shows anybody of the gallery, or nobody else; sub-folders of one person have the same name in both folders</source>
        <translation>探测图片中没有人员库中的人，或没有其他人；同一人的子文件夹在两个文件夹中须同名</translation>
    </message>
    <message>
        <source>no track of it that a person confirmed or refused a name has a template by %1</source>
        <translation>经人确认或否定姓名的轨迹都没有 %1 的模板</translation>
    </message>
    <message>
        <source>nobody is enrolled by %1</source>
        <translation>没有人以 %1 登记</translation>
    </message>
    <message>
        <source>the tracks that were judged show nobody whose references come from elsewhere, or nobody else; confirm more names, or enrol from photos</source>
        <translation>已判断的轨迹中没有参考照片来自别处的人，或没有其他人；请确认更多姓名，或用照片登记</translation>
    </message>
    <message>
        <source>it needs two enrolled people or more, and two photos or more of somebody, by %1</source>
        <translation>需要以 %1 登记的至少两人，且其中一人至少有两张照片</translation>
    </message>
    <message>
        <source>it needs two enrolled people or more by %1</source>
        <translation>需要以 %1 登记的至少两人</translation>
    </message>
</context>
</TS>
