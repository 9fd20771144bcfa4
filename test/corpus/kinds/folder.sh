mkdir wait-q/folder
