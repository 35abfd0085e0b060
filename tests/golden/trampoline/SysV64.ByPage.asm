; SysV64, ByPage: 34 bytes
0000  C1E705                shl edi,5
0003  49BB0070665544332211  mov r11,1122334455667000h
000d  4901FB                add r11,rdi
0010  4889F7                mov rdi,rsi
0013  4889D6                mov rsi,rdx
0016  4889CA                mov rdx,rcx
0019  4D89C2                mov r10,r8
001c  4D89C8                mov r8,r9
001f  41FFE3                jmp r11
