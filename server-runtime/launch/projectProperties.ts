import type { LaunchProject } from './launchPlanModel.ts';
import { baseName } from './paths.ts';
import type { Platform } from './platform.ts';

/**
 * The MSBuild properties that follow from where a project is, so that `$(ProjectDir)` and its like work without asking
 * MSBuild, and in projects that have none.
 */
export function projectProperties(
  project: LaunchProject,
  platform: Platform,
): Record<string, string> {
  const separator = platform === 'win32' ? '\\' : '/';
  const file = project.projectFile === undefined ? '' : baseName(project.projectFile);
  const path = file === '' ? '' : project.directory + separator + file;
  const extension = /\.[^.]*$/.exec(file)?.[0] ?? '';
  const name = file === '' ? project.name : file.slice(0, file.length - extension.length);
  return {
    ProjectDir: project.directory + separator,
    ProjectName: name,
    ProjectFileName: file,
    ProjectExt: extension,
    ProjectPath: path,
    MSBuildProjectDirectory: project.directory,
    MSBuildProjectName: name,
    MSBuildProjectFile: file,
    MSBuildProjectExtension: extension,
    MSBuildProjectFullPath: path,
  };
}
